package io.parley.voice.moonshine;

import java.util.Arrays;

/// The sound since the last final transcript, growing. For one thread at a time.
final class Clip {
  /// Where energy is compared: 50 ms.
  private static final int WINDOW = MoonshineModel.SAMPLE_RATE / 20;

  private static final int STEP = WINDOW / 5;

  /// Quieter is silence: -60 dBFS, squared.
  private static final double SILENCE = 32.8 * 32.8;

  /// As much quieter than the loudest place, 20 dB, still belongs to speech.
  private static final double RANGE = 0.01;

  /// Sound that is quieter by more than this, 25 dB, is a pause: between the two are weak last
  /// sounds.
  private static final double FALLEN = 0.003;

  private short[] samples = new short[2 * MoonshineModel.SAMPLE_RATE];
  private int length;
  private double loudest;
  private int soundsUntil;

  int length() {
    return length;
  }

  void add(short[] more) {
    int needed = length + more.length;
    if (needed > samples.length)
      samples = Arrays.copyOf(samples, Math.max(needed, 2 * samples.length));
    System.arraycopy(more, 0, samples, length, more.length);
    int from = length;
    length = needed;
    note(from, length);
  }

  /// The place after the last sound that is no pause; 0 without any.
  int soundsUntil() {
    return soundsUntil;
  }

  private void note(int from, int until) {
    double power = power(from, until);
    loudest = Math.max(loudest, power);
    if (power > Math.max(SILENCE, FALLEN * loudest)) soundsUntil = until;
  }

  /// A copy, as the model wants it.
  float[] floats() {
    return floats(length);
  }

  /// Takes the first samples out.
  float[] cut(int at) {
    var taken = floats(at);
    System.arraycopy(samples, at, samples, 0, length - at);
    length -= at;
    loudest = 0;
    soundsUntil = 0;
    for (int from = 0; from < length; from += STEP) note(from, Math.min(length, from + STEP));
    return taken;
  }

  /// The middle of the quietest 50 ms between two places.
  int quietest(int from, int to) {
    int best = to;
    long least = Long.MAX_VALUE;
    for (int start = from; start + WINDOW <= to; start += STEP) {
      long energy = 0;
      for (int i = start; i < start + WINDOW; i++) energy += (long) samples[i] * samples[i];
      if (energy > least) continue;
      least = energy;
      best = start + WINDOW / 2;
    }
    return best;
  }

  /// How long it is about as loud as at its loudest, in samples: a click is not, and silence never.
  int loud() {
    double least = SILENCE;
    for (int start = 0; start + STEP <= length; start += STEP)
      least = Math.max(least, RANGE * power(start, start + STEP));
    int loud = 0;
    for (int start = 0; start + STEP <= length; start += STEP)
      if (power(start, start + STEP) > least) loud += STEP;
    return loud;
  }

  private double power(int from, int until) {
    double energy = 0;
    for (int i = from; i < until; i++) energy += (double) samples[i] * samples[i];
    return energy / Math.max(1, until - from);
  }

  private float[] floats(int count) {
    var floats = new float[count];
    for (int i = 0; i < count; i++) floats[i] = samples[i] / 32_768f;
    return floats;
  }
}
