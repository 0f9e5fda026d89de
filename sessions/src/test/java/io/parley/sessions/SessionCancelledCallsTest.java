package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionCancelledCallsTest extends SessionFixture {
  @Test
  void an_interruption_cancels_the_call_and_its_doubt_is_settled() {
    start();
    say("a", "open a ticket");
    world.nextModelCall().wants("open");
    var attempt = world.nextToolAttempt();
    ask(new SessionCommand.Interrupt("i", 1, Party.CUSTOMER, Optional.empty(), now()));
    attempt.awaitCancelled();
    attempt.outcome().cancel(true);
    assertThat(ScriptedWorld.next(world.doubts).call().id()).isEqualTo("1.1");
  }
}
