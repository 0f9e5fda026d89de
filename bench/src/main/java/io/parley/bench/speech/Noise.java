package io.parley.bench.speech;

import java.util.List;
import java.util.Random;

/// Background noise.
public enum Noise {
  WHITE {
    @Override
    public double[] make(int length, Random random, List<Spoken> others) {
      var noise = new double[length];
      for (int i = 0; i < length; i++) noise[i] = random.nextGaussian();
      return noise;
    }
  },

  /// Six people who talk at once.
  BABBLE {
    @Override
    public double[] make(int length, Random random, List<Spoken> others) {
      var noise = new double[length];
      for (int voice = 0; voice < 6; voice++) {
        int at = -random.nextInt(48_000);
        while (at < length) {
          var samples = others.get(random.nextInt(others.size())).sound().samples();
          for (int i = Math.max(0, -at); i < samples.length && at + i < length; i++)
            noise[at + i] += samples[i];
          at += samples.length;
        }
      }
      return noise;
    }
  };

  /// @param length in samples at 48 kHz; @param others voices for the babble
  /// @return noise of any level
  public abstract double[] make(int length, Random random, List<Spoken> others);

  /// @param decibels of the speech over the noise, by their powers over the whole clip
  Spoken.Sound over(Spoken.Sound speech, double decibels, Random random, List<Spoken> others) {
    var samples = speech.samples();
    var noise = make(samples.length, random, others);
    double signal = 0;
    double power = 0;
    for (int i = 0; i < samples.length; i++) {
      signal += (double) samples[i] * samples[i];
      power += noise[i] * noise[i];
    }
    double gain = Math.sqrt(signal / power / Math.pow(10, decibels / 10));
    var mixed = new short[samples.length];
    for (int i = 0; i < mixed.length; i++)
      mixed[i] =
          (short)
              Math.clamp(
                  Math.round(samples[i] + gain * noise[i]), Short.MIN_VALUE, Short.MAX_VALUE);
    return new Spoken.Sound(mixed);
  }
}
