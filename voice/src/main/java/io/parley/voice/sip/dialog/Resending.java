package io.parley.voice.sip.dialog;

import io.parley.voice.sip.transaction.TransactionTimes;
import java.time.Duration;
import java.time.Instant;

/// When a response is repeated that the other end has not acknowledged: first after T1, then after
/// twice the time before, and given up after 64 T1 (RFC 3261, section 13.3.1.4; RFC 3262, section
/// 3).
record Resending(Instant at, Duration interval, Instant endsAt) {
  static Resending begin(TransactionTimes times, Instant at) {
    return new Resending(at.plus(times.t1()), times.t1(), at.plus(times.patience()));
  }

  boolean isOver(Instant now) {
    return !now.isBefore(endsAt);
  }

  boolean isDue(Instant now) {
    return !now.isBefore(at);
  }

  /// @param longest T2 for successes; reliable provisional responses have no longest time
  Resending next(Instant now, Duration longest) {
    var twice = interval.multipliedBy(2);
    var next = twice.compareTo(longest) > 0 ? longest : twice;
    return new Resending(now.plus(next), next, endsAt);
  }

  Instant due() {
    return at.isBefore(endsAt) ? at : endsAt;
  }
}
