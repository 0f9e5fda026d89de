package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.transfer.TransferTargets;
import io.parley.core.turn.CallState.Phase;
import io.parley.sessions.CallShown.Transfer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Tools of sources that come and go while sessions run.
class SessionSourceToolsTest extends SessionFixture {
  @Test
  void a_source_gives_an_agent_tools_that_its_definition_does_not_name() {
    world.granted = Set.of("open");
    world.withheld = Set.of("pay");
    start();
    say("a", "open a ticket");
    assertThat(offered()).containsExactly("look", "open", "refund");
  }

  @Test
  void a_running_session_gets_a_new_source_with_its_next_turn_and_loses_a_removed_one() {
    start();
    say("a", "hello");
    assertThat(offered()).containsExactly("look", "open", "pay", "refund");
    event(4);
    world.granted = Set.of("crm.find");
    world.tools =
        List.of(
            ScriptedWorld.tool("look", ToolPolicy.READ_ONLY, false),
            ScriptedWorld.tool("crm.find", ToolPolicy.READ_ONLY, false));
    say("b", "and now?");
    assertThat(offered()).containsExactly("look", "crm.find");
    event(7);
    world.tools = List.of(ScriptedWorld.tool("look", ToolPolicy.READ_ONLY, false));
    say("c", "and then?");
    assertThat(offered()).containsExactly("look");
  }

  @Test
  void a_transfer_is_offered_while_the_call_can_be_handed_over() {
    world.granted = Set.of(TransferTargets.TOOL);
    world.tools =
        List.of(
            ScriptedWorld.tool("look", ToolPolicy.READ_ONLY, false),
            ScriptedWorld.tool(TransferTargets.TOOL, ToolPolicy.ASK_HUMAN, false));
    start();
    say("a", "hello");
    assertThat(offered()).as("without a call").containsExactly("look");
    event(4);
    sessions.showCall(key, call(Optional.empty()));
    say("b", "hello");
    assertThat(offered()).as("in a browser's call").containsExactly("look");
    event(7);
    sessions.showCall(key, call(Optional.of(Transfer.POSSIBLE)));
    say("c", "a person, please");
    assertThat(offered()).containsExactly("look", TransferTargets.TOOL);
    event(10);
    sessions.showCall(key, call(Optional.of(Transfer.CONNECTED)));
    say("d", "hello");
    assertThat(offered()).as("once a colleague has it").containsExactly("look");
  }

  private static CallShown call(Optional<Transfer> transfer) {
    return new CallShown(
        "call-1", Phase.LISTENING, "", true, Optional.empty(), Optional.empty(), false, transfer);
  }

  private List<String> offered() {
    var call = world.nextModelCall();
    call.says("Fine.");
    call.ends();
    return call.prompt().tools().stream().map(ToolSpec::name).toList();
  }
}
