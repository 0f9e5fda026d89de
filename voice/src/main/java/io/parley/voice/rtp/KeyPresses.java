package io.parley.voice.rtp;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;

/// Keys that are pressed for the other end (RFC 4733, section 2.5): one tick of 20 ms after the
/// other, one press after the other. While a key is down, each tick's packet tells its length so
/// far; the last one is sent three times, in ticks of their own; then comes a pause. A press longer
/// than a packet can tell continues in another segment.
///
/// Any thread may press; the call's thread ticks.
final class KeyPresses {
  static final int BYTES = 4;

  /// A press longer than that is a mistake.
  static final Duration LENGTH_MAX = Duration.ofSeconds(20);

  /// RFC 4733, section 2.5.1: less is not understood everywhere.
  static final Duration LENGTH_MIN = Duration.ofMillis(40);

  private static final int WAITING_MAX = 64;
  private static final int SEGMENT_MAX = 0xffff;
  private static final int END = 0x80;

  /// In -dBm0: that of most telephones.
  private static final int VOLUME = 10;

  /// The last packet's repetitions.
  private static final int REPEATED = 2;

  /// Ticks after a press, of which the first ones repeat its last packet.
  private static final int PAUSE = 4;

  private record Press(char key, int ticks) {}

  /// The work of a tick.
  enum Tick {
    /// No key is pressed.
    NONE,
    /// A packet is sent, and the key is down.
    DOWN,
    /// The packet of the end is sent again.
    REPEATED,
    /// Nothing is sent.
    PAUSE
  }

  private final int frameTicks;
  private final int soundTicks;
  private final ArrayBlockingQueue<Press> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private char key;
  private int left;
  private int pause;
  private boolean isFirst;
  private boolean isEnd;
  // of the segment: its beginning, its length so far
  private long segment;
  private int duration;

  /// @param frameTicks of 20 ms, in units of lengths
  /// @param soundTicks the same in units of timestamps, which are the sound's: a multiple of it
  KeyPresses(int frameTicks, int soundTicks) {
    this.frameTicks = frameTicks;
    this.soundTicks = soundTicks;
  }

  /// @param key `0` to `9`, `*`, `#`, `A` to `D`; @param length rounded up to 20 ms
  /// @return false when too many wait already
  boolean press(char key, Duration length) {
    if (TelephoneEvents.event(key) < 0)
      throw new IllegalArgumentException("not a key of a telephone");
    if (length.compareTo(LENGTH_MIN) < 0 || length.compareTo(LENGTH_MAX) > 0)
      throw new IllegalArgumentException(
          "length: %s (expected: %s to %s)".formatted(length, LENGTH_MIN, LENGTH_MAX));
    return waiting.offer(new Press(key, (int) ((length.toMillis() + 19) / 20)));
  }

  /// Goes on by a tick.
  ///
  /// @param timestamp of the sound in its place
  Tick next(long timestamp) {
    if (left == 0 && pause == 0) {
      var press = waiting.poll();
      if (press == null) return Tick.NONE;
      key = press.key();
      left = press.ticks();
      isFirst = true;
      segment = timestamp;
      duration = 0;
    } else isFirst = false;
    if (left > 0) return down();
    pause--;
    return pause >= PAUSE - REPEATED ? Tick.REPEATED : Tick.PAUSE;
  }

  private Tick down() {
    if (isSegmentFull()) {
      segment += (long) SEGMENT_MAX * (soundTicks / frameTicks);
      duration -= SEGMENT_MAX;
    }
    duration += frameTicks;
    left--;
    // the rest of the tick is told by the next segment
    isEnd = left == 0 && !isSegmentFull();
    if (left == 0 && !isEnd) left = 1;
    if (isEnd) pause = PAUSE;
    return Tick.DOWN;
  }

  private boolean isSegmentFull() {
    return duration > SEGMENT_MAX;
  }

  /// Of the last tick.
  char key() {
    return key;
  }

  /// Whether the last tick's packet is the first of its press: it has the marker.
  boolean isFirst() {
    return isFirst;
  }

  /// Of the last tick's packet: the beginning of its segment.
  long timestamp() {
    return segment;
  }

  /// Writes the payload of the last tick's packet.
  void write(byte[] to, int offset) {
    int told = Math.min(duration, SEGMENT_MAX);
    to[offset] = (byte) TelephoneEvents.event(key);
    to[offset + 1] = (byte) ((isEnd ? END : 0) | VOLUME);
    to[offset + 2] = (byte) (told >> 8);
    to[offset + 3] = (byte) told;
  }
}
