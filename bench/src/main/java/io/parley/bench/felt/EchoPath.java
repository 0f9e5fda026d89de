package io.parley.bench.felt;

import java.util.Random;

/// A line on which the agent's sound comes back: late, attenuated, and by the walls of a made room.
/// For one thread.
final class EchoPath {
  /// Reflections after the direct sound, within 40 ms.
  private static final int REFLECTIONS = 11;

  private static final double ROOM_SECONDS = 0.04;

  private final int[] delays = new int[REFLECTIONS + 1];
  private final double[] gains = new double[REFLECTIONS + 1];
  private final short[] past;
  private int at;

  /// @param sampleRate in Hz; @param millis of the direct sound; @param decibels of all of it,
  ///   relative to the sound that was played; negative
  EchoPath(int sampleRate, int millis, double decibels) {
    var random = new Random(millis);
    double energy = 0;
    for (int i = 0; i < delays.length; i++) {
      double late = i == 0 ? 0 : ROOM_SECONDS * random.nextDouble();
      delays[i] = (int) (sampleRate * (millis / 1_000.0 + late));
      gains[i] = i == 0 ? 1 : 0.5 * random.nextGaussian() * Math.exp(-late / (ROOM_SECONDS / 3));
      energy += gains[i] * gains[i];
    }
    double scale = Math.pow(10, decibels / 20) / Math.sqrt(energy);
    for (int i = 0; i < gains.length; i++) gains[i] *= scale;
    past = new short[(int) (sampleRate * (millis / 1_000.0 + ROOM_SECONDS)) + sampleRate / 25];
  }

  /// Adds the echo of what was played before this tick to what is heard in it.
  void addTo(double[] heard) {
    for (int tap = 0; tap < delays.length; tap++)
      for (int i = 0; i < heard.length; i++)
        // the frame that is played in this tick comes after what is heard in it
        heard[i] +=
            gains[tap] * past[Math.floorMod(at - heard.length + i - delays[tap], past.length)];
  }

  /// @param frame played in this tick; null for silence
  void played(short[] frame, int samples) {
    for (int i = 0; i < samples; i++) {
      past[at] = frame == null ? 0 : frame[i];
      at = (at + 1) % past.length;
    }
  }
}
