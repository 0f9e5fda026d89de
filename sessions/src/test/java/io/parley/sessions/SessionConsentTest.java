package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.PromptMessage;
import io.parley.core.party.Party;
import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.ToolEvent.*;
import io.parley.core.session.TurnEvent.*;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Consent to tool calls with other arguments, through the sessions' port.
class SessionConsentTest extends SessionFixture {
  @Test
  void arguments_chosen_by_a_human_are_checked_and_then_run() {
    start();
    say("a", "refund me");
    world.nextModelCall().wants("refund");
    event(5);
    var refused = (Answer.Refused) ask(withArguments("d", "{\"order\":7}"));
    assertThat(refused.rejection().reason()).isEqualTo(Rejection.Reason.WRONG_ARGUMENTS);
    assertThat(refused.rejection().detail()).contains("/order: not a text");
    assertThat(ask(withArguments("d", "{\"order\":\"x\"}"))).isEqualTo(new Answer.Stored(6));
    var attempt = world.nextToolAttempt();
    assertThat(attempt.call().arguments()).isEqualTo(new Json("{\"order\":\"x\"}"));
    attempt.outcome().complete(ToolOutcome.succeeded(new Json("{\"paid\":1}"), List.of()));
    assertThat(world.nextModelCall().prompt().messages().getLast())
        .isInstanceOfSatisfying(
            PromptMessage.ToolUse.class,
            use ->
                assertThat(use.outcome().result().text())
                    .isEqualTo("{\"argumentsChangedByAColleague\":{\"order\":\"x\"},\"paid\":1}"));
  }

  private SessionCommand.Decide withArguments(String id, String arguments) {
    return new SessionCommand.Decide(
        id,
        "1.1",
        Approval.APPROVE,
        Party.HUMAN,
        Optional.empty(),
        Optional.of(new Json(arguments)),
        now());
  }
}
