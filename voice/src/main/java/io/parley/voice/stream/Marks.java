package io.parley.voice.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Measures by the provider's marks how long sound takes to the ear. A mark goes out with every 200
/// ms of sound, and at its end; the provider sends it back when all sound before it was played. As
/// long as one is not back, the sound that was sent with it, and all after it, does not count as
/// heard. Marks that come back because sound was cleared confirm nothing. Times are any clock in
/// nanoseconds that only rises. Thread safe.
final class Marks {
  /// Until a mark has come back: a provider's buffer, and the telephone network.
  static final Duration ASSUMED = Duration.ofMillis(150);

  private static final int EVERY_TICKS = 10;

  /// A far end that confirms nothing for so long keeps its oldest marks.
  private static final int OPEN_MAX = 256;

  private final Deque<Sent> open = new ArrayDeque<>();
  private long count;
  private int ticks;
  private boolean sounding;
  private Optional<Duration> measured = Optional.empty();

  private record Sent(String name, long at) {}

  /// 20 ms of sound were sent.
  ///
  /// @return the mark to send after them, if one is due
  synchronized Optional<String> sounded(long now) {
    boolean isDue = !sounding || ++ticks >= EVERY_TICKS;
    sounding = true;
    return isDue ? mark(now) : Optional.empty();
  }

  /// Nothing is played any more, or for a while.
  ///
  /// @return the mark that ends the sound before, if it has none
  synchronized Optional<String> rested(long now) {
    boolean isDue = sounding && ticks > 0;
    sounding = false;
    return isDue ? mark(now) : Optional.empty();
  }

  private Optional<String> mark(long now) {
    ticks = 0;
    if (open.size() >= OPEN_MAX) return Optional.empty();
    var sent = new Sent("m" + ++count, now);
    open.addLast(sent);
    return Optional.of(sent.name());
  }

  /// A mark came back. Those before it are confirmed with it.
  synchronized void confirmed(String name, long now) {
    if (open.stream().noneMatch(sent -> sent.name().equals(name))) return;
    Sent last;
    do last = open.removeFirst();
    while (!last.name().equals(name));
    measured = Optional.of(Duration.ofNanos(now - last.at()));
  }

  /// Sound under way was dropped.
  synchronized void cleared() {
    open.clear();
    ticks = 0;
    sounding = false;
  }

  /// How long sound takes from being sent to being heard.
  synchronized Duration delay(long now) {
    if (measured.isEmpty()) return ASSUMED;
    var waiting = open.isEmpty() ? Duration.ZERO : Duration.ofNanos(now - open.getFirst().at());
    return waiting.compareTo(measured.get()) > 0 ? waiting : measured.get();
  }
}
