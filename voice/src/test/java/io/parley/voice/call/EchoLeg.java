package io.parley.voice.call;

import io.parley.voice.echo.Talker;
import java.util.concurrent.atomic.AtomicInteger;

/// A customer with a loudspeaker, whose microphone hears what is played 60 ms later, and who may
/// speak.
final class EchoLeg extends QuietLeg {
  static final int RATE = FakeLeg.RATE;
  private static final int FRAME = RATE / 50;

  /// Taps of the room, in samples, and their gains.
  private static final int[] AFTER = {960, 1_011, 1_203, 1_777, 2_500};

  private static final double[] GAIN = {0.85, 0.4, -0.25, 0.18, -0.1};

  final AtomicInteger played = new AtomicInteger();
  final AtomicInteger forgotten = new AtomicInteger();
  private final double level;
  private final float[] past = new float[AFTER[AFTER.length - 1] + FRAME];
  private final float[] talk = new Talker(RATE, 110, 9).speak(3);
  private final AtomicInteger talked = new AtomicInteger(talk.length);

  /// @param decibels of the echo beside what is played
  EchoLeg(double decibels) {
    super(RATE);
    level = Math.pow(10, decibels / 20);
  }

  void speaks() {
    talked.set(0);
  }

  @Override
  public boolean hear(short[] frame) {
    int from = talked.getAndUpdate(at -> Math.min(talk.length, at + FRAME));
    for (int i = 0; i < FRAME; i++) {
      double sum = from + i < talk.length ? talk[from + i] : 0;
      for (int tap = 0; tap < AFTER.length; tap++)
        sum += level * GAIN[tap] * past[past.length - FRAME - AFTER[tap] + i];
      frame[i] = (short) Math.round(sum);
    }
    return true;
  }

  @Override
  public void play(short[] frame) {
    played.incrementAndGet();
    add(frame);
  }

  @Override
  public void rest() {
    add(new short[FRAME]);
  }

  private void add(short[] frame) {
    System.arraycopy(past, FRAME, past, 0, past.length - FRAME);
    for (int i = 0; i < FRAME; i++) past[past.length - FRAME + i] = frame[i];
  }

  @Override
  public void forget() {
    forgotten.incrementAndGet();
  }
}
