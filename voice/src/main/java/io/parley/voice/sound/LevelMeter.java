package io.parley.voice.sound;

import java.time.Duration;

/// How loud a stream of sound is, in decibels below the loudest there is (dBov, RFC 6464): for
/// meters on pages, and for telling a dead microphone from a silent customer. It rises at once and
/// falls slowly, which reads well on a meter. For one stream and one thread.
public final class LevelMeter {
  /// Silence by RFC 6464.
  public static final int SILENCE = 127;

  private static final double FULL_SCALE = Math.pow(Short.MAX_VALUE + 1.0, 2) / 2;

  private final double decay;
  private final int sampleRate;
  private double power;

  /// @param fall how long it takes to fall by 20 dB
  public LevelMeter(int sampleRate, Duration fall) {
    if (sampleRate < 1)
      throw new IllegalArgumentException("sampleRate: " + sampleRate + " (expected: ≥ 1)");
    if (!fall.isPositive())
      throw new IllegalArgumentException("fall: " + fall + " (expected: > 0)");
    this.sampleRate = sampleRate;
    // in powers, 20 dB are a hundredth
    decay = Math.log(0.01) / (fall.toNanos() / 1e9);
  }

  public void add(short[] samples, int offset, int length) {
    if (length == 0) return;
    double sum = 0;
    for (int i = offset; i < offset + length; i++) sum += (double) samples[i] * samples[i];
    double fallen = power * Math.exp(decay * length / sampleRate);
    power = Math.max(sum / length, fallen);
  }

  /// 0 for a sine at full scale, up to [#SILENCE].
  public int level() {
    if (power <= 0) return SILENCE;
    long level = Math.round(-10 * Math.log10(power / FULL_SCALE));
    return Math.clamp(level, 0, SILENCE);
  }
}
