package io.parley.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentLimits;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.Decision.Rejected;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.Ended;
import io.parley.core.session.SessionState.New;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `given(events…).when(command).then(events…, actions…)`: the rules, read as a specification.
final class Scenario {
  static final int TOOL_CALLS_MAX = 3;
  static final int WAITING_MAX = 2;
  static final SessionLimits LIMITS =
      new SessionLimits(
          new AgentLimits(4_000, 500, TOOL_CALLS_MAX, WAITING_MAX, 0),
          Events.IDLE_TIMEOUT,
          Events.APPROVAL_TIMEOUT);

  private final SessionState state;
  private final SessionLimits limits;

  private Scenario(SessionState state, SessionLimits limits) {
    this.state = state;
    this.limits = limits;
  }

  static Scenario given(SessionEvent... history) {
    return given(Arrays.asList(history));
  }

  static Scenario given(List<? extends SessionEvent> history) {
    return new Scenario(Session.fold(new New(), history), LIMITS);
  }

  Scenario within(SessionLimits other) {
    return new Scenario(state, other);
  }

  SessionState state() {
    return state;
  }

  Active active() {
    assertThat(state).isInstanceOf(Active.class);
    return (Active) state;
  }

  Ended ended() {
    assertThat(state).isInstanceOf(Ended.class);
    return (Ended) state;
  }

  /// The pending actions.
  List<Action> pending() {
    return Session.pending(state, limits);
  }

  Answered when(SessionCommand command) {
    return new Answered(Session.decide(state, command, limits));
  }

  /// The answer to a command, to check and to continue from.
  final class Answered {
    private final Decision decision;

    private Answered(Decision decision) {
      this.decision = decision;
    }

    /// Exactly these events, in this order, then exactly these actions.
    Answered then(Object... eventsAndActions) {
      var events = new ArrayList<SessionEvent>();
      var actions = new ArrayList<Action>();
      for (var expected : eventsAndActions)
        switch (expected) {
          case SessionEvent event -> events.add(event);
          case Action action -> actions.add(action);
          default -> throw new IllegalArgumentException("neither event nor action: " + expected);
        }
      assertThat(accepted().events()).isEqualTo(events);
      assertThat(accepted().actions()).isEqualTo(actions);
      return this;
    }

    /// Exactly these actions, whatever the events.
    Answered performs(Action... actions) {
      assertThat(accepted().actions()).containsExactly(actions);
      return this;
    }

    /// Accepted, under this number.
    Answered answers(long seq) {
      assertThat(accepted().seq()).isEqualTo(seq);
      return this;
    }

    Answered isRejected(Rejection.Reason reason) {
      assertThat(decision).isInstanceOf(Rejected.class);
      assertThat(((Rejected) decision).rejection().reason()).isEqualTo(reason);
      return this;
    }

    /// The events of a kind, in their order.
    <E extends SessionEvent> List<E> events(Class<E> kind) {
      return accepted().events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The state after the events are committed.
    Scenario afterwards() {
      return new Scenario(Session.fold(state, accepted().events()), limits);
    }

    private Accepted accepted() {
      assertThat(decision).isInstanceOf(Accepted.class);
      return (Accepted) decision;
    }
  }
}
