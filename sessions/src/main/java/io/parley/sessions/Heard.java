package io.parley.sessions;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;

/// What a reader of a session hears, in order.
public sealed interface Heard {

  /// A durable event: numbers rise by one, none comes twice.
  record Event(RecordedEvent recorded) implements Heard {}

  /// Text of the reply under way, not stored: cut what is held of this turn at `from`, then append.
  ///
  /// @param attempt a higher one discards all that is held; @param from in UTF-16 units
  record Delta(int turn, int attempt, int from, String text) implements Heard {}

  /// Somebody is about to speak.
  record Typing(Party by) implements Heard {}

  /// How a call stands, not stored. Of several that wait the newest is told.
  record Call(CallShown shown) implements Heard {}

  /// All that was missed has been told; what follows is live.
  record CaughtUp(long seq) implements Heard {}
}
