package io.parley.voice.echo;

import io.parley.voice.sound.Resampler;
import java.time.Duration;

/// Finds out whether there is an echo, and how late it comes: a filter for all possible delays at
/// once, at a telephone's sample rate. It learns fast and roughly, and is the background path that
/// tells when the line has changed (K. Ochiai and others, "Echo canceler with two echo path
/// models", 1977).
final class EchoFinder {
  private static final int RATE = 8_000;
  private static final int BLOCK = RATE / 50;

  /// Powers are smoothed over so many blocks.
  private static final float SMOOTHING = 1 / 10f;

  /// The mean square of sound below which an echo disturbs nobody: -78 dB of full scale.
  private static final float INAUDIBLE = 16;

  /// What is left may be so much louder than what was heard.
  private static final float WRONG = 1.3f;

  /// Ticks until it believes that it is wrong.
  private static final int PATIENCE = 20;

  /// The weakest echo that is looked for, and the loudest, as shares of the sound played.
  private static final double LEAST = 1e-5;

  private static final double MOST = 0.3;

  private final EchoFilter filter;
  private final Resampler far;
  private final Resampler near;
  private final short[] converted = new short[BLOCK];
  private final float[] played = new float[BLOCK];
  private final float[] heard = new float[BLOCK];
  private float farPower;
  private float nearPower;
  private float errorPower;
  private double expected;
  private int astray;

  /// @param rate of the leg, in Hz; @param delayMax longest delay of the echo's beginning
  EchoFinder(int rate, Duration delayMax) {
    int blocks = Math.toIntExact(Math.ceilDiv(delayMax.toMillis(), 20)) + 5;
    filter = new EchoFilter(BLOCK, blocks, 0.005);
    far = new Resampler(rate, RATE);
    near = new Resampler(rate, RATE);
    begin();
  }

  /// Double talk leads it astray sooner or later: then it is better to know nothing.
  private void begin() {
    filter.forget();
    expected = Math.clamp(nearPower / (farPower + 1), LEAST, MOST);
    filter.doubt(expected, 1, 1);
    errorPower = nearPower;
    astray = 0;
  }

  int partitions() {
    return filter.partitions();
  }

  /// The next 20 ms of both.
  ///
  /// @param sounds whether the near end's sound is its own, and no gap
  void take(short[] playedFrame, short[] heardFrame, boolean sounds) {
    convert(far, playedFrame, played);
    farPower += SMOOTHING * (power(played) - farPower);
    filter.predict(played, played);
    convert(near, heardFrame, heard);
    if (!sounds) return;
    nearPower += SMOOTHING * (power(heard) - nearPower);
    for (int i = 0; i < BLOCK; i++) heard[i] -= played[i];
    errorPower += SMOOTHING * (power(heard) - errorPower);
    expect();
    astray = errorPower > WRONG * nearPower ? astray + 1 : 0;
    if (astray > PATIENCE) begin();
    else filter.learn(heard);
  }

  /// Until an echo is found, all that is heard may be one: a filter that expects too weak an echo
  /// learns slowly.
  private void expect() {
    if (left() < 0.5) return;
    double share = Math.clamp(nearPower / (farPower + 1), LEAST, MOST);
    if (share < 4 * expected) return;
    expected = share;
    filter.doubt(share, 1, 1);
  }

  private static float power(float[] block) {
    float sum = 0;
    for (float sample : block) sum += sample * sample;
    return sum / block.length;
  }

  private void convert(Resampler resampler, short[] from, float[] to) {
    resampler.convert(from, 0, from.length, converted, 0);
    for (int i = 0; i < BLOCK; i++) to[i] = converted[i];
  }

  /// The share of the last sound that was no echo, as far as it has learned; 1 when all of it.
  float left() {
    return nearPower < INAUDIBLE ? 1 : errorPower / nearPower;
  }

  /// The power of the echo as a share of the sound played, as far as it has learned.
  float share() {
    float sum = 0;
    for (int p = 0; p < filter.partitions(); p++) sum += filter.energy(p);
    return sum;
  }

  /// How many blocks after it was played the echo begins, or a block before.
  int delay() {
    float most = 0;
    for (int p = 0; p < filter.partitions(); p++) most = Math.max(most, filter.energy(p));
    int first = 0;
    while (filter.energy(first) < most / 4) first++;
    return Math.max(0, first - 1);
  }
}
