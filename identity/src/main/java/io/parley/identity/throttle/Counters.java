package io.parley.identity.throttle;

import io.parley.core.limit.RecentlyUsed;
import io.parley.core.limit.WrongGuesses;
import io.parley.core.limit.WrongGuesses.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Wrong guesses of one kind of counter, with the guesses that are being compared. For one thread
/// at a time.
final class Counters {
  private final Terms terms;
  private final Map<String, WrongGuesses> guesses;
  private final Map<String, Integer> pending;

  Counters(Terms terms, int entriesMax) {
    this.terms = terms;
    this.guesses = new RecentlyUsed<>(entriesMax);
    this.pending = new RecentlyUsed<>(entriesMax);
  }

  /// Time until the next guess may be compared. Guesses that are being compared may all be wrong:
  /// so many at once would otherwise pass a limit together.
  Duration pauseLeft(String key, Instant now) {
    var known = guesses.getOrDefault(key, WrongGuesses.NONE);
    var left = known.pauseLeft(now);
    if (left.isPositive()) return left;
    boolean isForgotten = !now.isBefore(end(known));
    int free = Math.max(1, terms.free() - (isForgotten ? 0 : known.count()));
    return pending.getOrDefault(key, 0) < free ? Duration.ZERO : terms.pause();
  }

  private Instant end(WrongGuesses known) {
    return known.count() == 0 ? Instant.MIN : known.last().plus(terms.forgottenAfter());
  }

  void begin(String key) {
    pending.merge(key, 1, Integer::sum);
  }

  void end(String key) {
    pending.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
  }

  void wrong(String key, Instant now) {
    guesses.merge(key, WrongGuesses.NONE.plus(now, terms), (known, _) -> known.plus(now, terms));
  }

  void forget(String key) {
    guesses.remove(key);
  }
}
