package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import java.util.List;
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

  private List<String> offered() {
    var call = world.nextModelCall();
    call.says("Fine.");
    call.ends();
    return call.prompt().tools().stream().map(ToolSpec::name).toList();
  }
}
