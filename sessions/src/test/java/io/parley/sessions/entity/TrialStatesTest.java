package io.parley.sessions.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentRef;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.Session;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.tenant.TenantId;
import io.parley.core.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialStatesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SessionState STARTED =
      Session.evolve(new SessionState.New(), started("support"));
  private static final SessionEvent SAID = said("a");
  private static final TurnStarted TURN = new TurnStarted(1, List.of(2L), NOON);
  private static final SessionState AFTER_SAID = Session.evolve(STARTED, SAID);

  private final TrialStates trial = new TrialStates();

  private static SessionEvent started(String agent) {
    return new SessionStarted(
        TenantId.DEFAULT, new AgentRef(agent, 1), Channel.WEB, Optional.empty(), Map.of(), NOON);
  }

  private static SessionEvent said(String id) {
    return new Said(id, Party.CUSTOMER, "hello", Channel.WEB, NOON);
  }

  @Test
  void tried_events_lead_to_the_same_states_when_stored() {
    trial.of(STARTED, List.of(SAID, TURN));
    var said = trial.evolve(STARTED, SAID);
    var traced =
        TURN.traced(
            Optional.of(
                new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")));
    assertThat(said).isEqualTo(AFTER_SAID);
    assertThat(trial.evolve(said, traced)).isEqualTo(Session.evolve(AFTER_SAID, TURN));
  }

  /// Applied to a state of the same number that would lead elsewhere.
  @Test
  void an_event_is_applied_once() {
    trial.of(STARTED, List.of(SAID));
    var other = Session.evolve(new SessionState.New(), started("sales"));
    assertThat(trial.evolve(other, SAID)).isEqualTo(AFTER_SAID);
    assertThat(trial.evolve(other, SAID)).isNotEqualTo(AFTER_SAID);
  }

  @Test
  void a_tried_state_is_not_used_for_another_event() {
    trial.of(STARTED, List.of(SAID, TURN));
    assertThat(trial.evolve(STARTED, said("b"))).isEqualTo(Session.evolve(STARTED, said("b")));
  }

  @Test
  void a_tried_but_unstored_state_is_not_used_for_a_later_event() {
    trial.of(STARTED, List.of(SAID));
    var later = Session.evolve(STARTED, said("b"));
    var again = said("c");
    trial.of(later, List.of(again));
    assertThat(trial.evolve(later, again)).isEqualTo(Session.evolve(later, again));
  }

  @Test
  void an_impossible_event_leaves_no_tried_states() {
    assertThatThrownBy(() -> trial.of(STARTED, List.of(SAID, TURN, TURN)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(trial.evolve(STARTED, SAID)).isEqualTo(AFTER_SAID);
  }
}
