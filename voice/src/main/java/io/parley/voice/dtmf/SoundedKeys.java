package io.parley.voice.dtmf;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/// Keys that are pressed for the other end as tones in the sound, where there is no other way: one
/// press after the other, each with a pause behind it. Any thread may press; the call's thread
/// ticks.
public final class SoundedKeys {
  private static final int WAITING_MAX = 64;
  private static final int TICK_MILLIS = 20;

  /// Ticks of silence behind a press.
  private static final int PAUSE = 4;

  private record Press(char key, int ticks) {}

  private final ArrayBlockingQueue<Press> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final KeyTones tones;
  private int down;
  private int pause;

  /// @param sampleRate in Hz
  public SoundedKeys(int sampleRate) {
    this.tones = new KeyTones(sampleRate);
  }

  /// @param key `0` to `9`, `*`, `#`, `A` to `D`; @param length rounded up to 20 ms
  /// @return false when too many wait already
  public boolean press(char key, Duration length) {
    if (!KeyTones.isKey(key)) throw new IllegalArgumentException("not a key of a telephone");
    int ticks = Math.toIntExact(Math.ceilDiv(length.toMillis(), TICK_MILLIS));
    return waiting.offer(new Press(key, Math.max(1, ticks)));
  }

  /// Goes on by a tick.
  ///
  /// @param frame of 20 ms; filled while a key is pressed, and in the pause behind it
  /// @return whether it was
  public boolean next(short[] frame) {
    if (down == 0 && pause == 0) {
      var press = waiting.poll();
      if (press == null) return false;
      tones.press(press.key());
      down = press.ticks();
    }
    if (down > 0) {
      tones.write(frame);
      if (--down == 0) pause = PAUSE;
    } else {
      Arrays.fill(frame, (short) 0);
      pause--;
    }
    return true;
  }
}
