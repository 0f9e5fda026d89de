package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent.AgentChanged;
import org.junit.jupiter.api.Test;

class AgentInChargeTest {
  private static final AgentChanged CHANGED =
      new AgentChanged(new AgentRef("sales", 3), Party.OPERATOR, NOON);

  @Test
  void a_session_starts_with_its_first_agent_in_charge() {
    assertThat(given(started()).active().agent()).isEqualTo(AGENT);
  }

  @Test
  void an_event_puts_another_agent_in_charge() {
    var changed = given(started(), CHANGED).active();
    assertThat(changed.agent()).isEqualTo(new AgentRef("sales", 3));
    assertThat(changed.started().agent()).isEqualTo(AGENT);
    assertThat(changed.seq()).isEqualTo(2);
  }

  @Test
  void a_repeated_start_is_recognised_after_the_agent_changed() {
    given(started(), CHANGED).when(start()).answers(1);
  }

  @Test
  void an_ended_session_keeps_its_agent() {
    assertThatThrownBy(() -> given(started(), Events.ended("z"), CHANGED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AgentChanged cannot follow event 2");
  }
}
