package io.parley.voice.sip.transaction;

import java.time.Instant;
import java.util.List;

/// One transaction at one moment. A value: [#on] gives the next one.
public sealed interface Transaction permits InviteClient, PlainClient, InviteServer, PlainServer {
  /// A timer that is not set.
  Instant NEVER = Instant.MAX;

  /// @param next the transaction after an event; @param actions to be done then
  record Step(Transaction next, List<Action> actions) {
    static Step of(Transaction next, Action... actions) {
      return new Step(next, List.of(actions));
    }
  }

  Step on(Event event, Instant at);

  /// When [Event.Passed] is due, or [#NEVER].
  Instant due();

  /// Whether it has ended, so that it may be forgotten.
  boolean isOver();

  /// The earlier one of two timers.
  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
