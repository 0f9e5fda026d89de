package io.parley.voice.relay;

import io.parley.core.model.Cancellable;
import io.parley.voice.flow.Timer;
import java.time.Duration;
import java.util.Optional;

/// Collects the keys that a caller presses into one message: until `#`, or until no further key
/// comes for a while. For one thread at a time; the timer calls back in its own.
final class KeyedDigits {
  /// Between two keys of one number.
  private static final Duration PAUSE = Duration.ofMillis(2_500);

  private static final int KEYS_MAX = 64;

  private final Timer timer;
  private final Runnable due;
  private final StringBuilder keys = new StringBuilder();
  private Optional<Cancellable> waiting = Optional.empty();

  /// @param due called when no further key has come: see [#take]
  KeyedDigits(Timer timer, Runnable due) {
    this.timer = timer;
    this.due = due;
  }

  /// @return whether the number is complete: see [#take]
  boolean add(char key) {
    waiting.ifPresent(Cancellable::cancel);
    waiting = Optional.empty();
    keys.append(key);
    if (key == '#' || keys.length() >= KEYS_MAX) return true;
    waiting = Optional.of(timer.after(PAUSE, due));
    return false;
  }

  /// The keys so far, which are forgotten; empty when there are none.
  Optional<String> take() {
    var all = keys.toString();
    stop();
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  void stop() {
    waiting.ifPresent(Cancellable::cancel);
    waiting = Optional.empty();
    keys.setLength(0);
  }
}
