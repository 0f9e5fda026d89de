package io.parley.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.AgentChanged;
import io.parley.core.session.Channel;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.SessionCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The agent in charge, in the version that the session has pinned.
class SessionAgentsTest extends SessionFixture {
  private static final AgentRef SALES = new AgentRef("sales", 3);

  @Test
  void the_agent_given_at_the_start_answers() {
    ask(
        new SessionCommand.Start(
            TENANT, SALES, Channel.WEB, Optional.empty(), Map.of(), Optional.empty(), now()));
    say("a", "hello");
    assertThat(world.nextModelCall().prompt().origin().agent()).isEqualTo(SALES);
  }

  @Test
  void an_agent_put_in_charge_answers_and_is_shown() {
    journal.persistForRecovery(
        "Session|" + key,
        List.of(
            new SessionStarted(
                TENANT, new AgentRef("support", 1), Channel.WEB, Optional.empty(), Map.of(), now()),
            new AgentChanged(SALES, Party.OPERATOR, now())));
    say("a", "hello");
    assertThat(world.nextModelCall().prompt().origin().agent()).isEqualTo(SALES);
    assertThat(view().agent()).isEqualTo(SALES);
  }
}
