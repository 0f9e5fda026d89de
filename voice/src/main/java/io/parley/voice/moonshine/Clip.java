package io.parley.voice.moonshine;

import java.util.Arrays;

/// The sound since the last final transcript, growing. For one thread at a time.
final class Clip {
  /// Where energy is compared: 50 ms.
  private static final int WINDOW = MoonshineModel.SAMPLE_RATE / 20;

  private static final int STEP = WINDOW / 5;

  private short[] samples = new short[2 * MoonshineModel.SAMPLE_RATE];
  private int length;

  int length() {
    return length;
  }

  void add(short[] more) {
    int needed = length + more.length;
    if (needed > samples.length)
      samples = Arrays.copyOf(samples, Math.max(needed, 2 * samples.length));
    System.arraycopy(more, 0, samples, length, more.length);
    length = needed;
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

  private float[] floats(int count) {
    var floats = new float[count];
    for (int i = 0; i < count; i++) floats[i] = samples[i] / 32_768f;
    return floats;
  }
}
