package io.parley.bench.felt;

import io.parley.bench.speech.Noise;
import io.parley.bench.speech.Spoken;
import java.util.List;
import java.util.Random;

/// Sound around a caller who listens, at 48 kHz.
enum Disturbance {
  /// Six people, together 10 dB below the caller.
  BABBLE("babble of six, 10 dB below the caller", "3.2", "0.5") {
    @Override
    short[] make(Random random, List<Spoken> others) {
      return levelled(Noise.BABBLE.make(LENGTH, random, others), CallerVoices.LEVEL - 10);
    }
  },

  /// The same, other words.
  MORE_BABBLE("more babble, 10 dB below the caller", "3.2", "0.5") {
    @Override
    short[] make(Random random, List<Spoken> others) {
      return BABBLE.make(random, others);
    }
  },

  /// Six people, together 20 dB below the caller.
  FAR_BABBLE("babble of six, 20 dB below the caller", "3.2", "0.5") {
    @Override
    short[] make(Random random, List<Spoken> others) {
      return levelled(Noise.BABBLE.make(LENGTH, random, others), CallerVoices.LEVEL - 20);
    }
  },

  /// One voice, which speaks and pauses.
  DISTANT_VOICE("one distant voice at −38 dBFS", "14 of 14 answers", "0") {
    @Override
    short[] make(Random random, List<Spoken> others) {
      var said = new short[LENGTH];
      for (int at = 0; at < LENGTH; at += Spoken.RATE) {
        var sound = others.get(random.nextInt(others.size())).sound();
        var samples = CallerVoices.levelled(sound, -38).samples();
        System.arraycopy(samples, 0, said, at, Math.min(samples.length, LENGTH - at));
        at += samples.length;
      }
      return said;
    }
  },

  WHITE("white noise at −40 dBFS", "0", "0") {
    @Override
    short[] make(Random random, List<Spoken> others) {
      return levelled(Noise.WHITE.make(LENGTH, random, others), -40);
    }
  },

  /// Chords of three plucked strings, twice a second.
  TONES("tones like music at −30 dBFS", "0", "0") {
    @Override
    short[] make(Random random, List<Spoken> others) {
      var tones = new double[LENGTH];
      for (int begin = 0; begin < LENGTH; begin += Spoken.RATE / 2)
        for (int voice = 0; voice < 3; voice++) {
          double pitch = 110 * Math.pow(2, random.nextInt(30) / 12.0);
          for (int i = 0; i < Spoken.RATE / 2 && begin + i < LENGTH; i++)
            for (int partial = 1; partial <= 4; partial++)
              tones[begin + i] +=
                  Math.exp(-3.0 * i / Spoken.RATE)
                      / partial
                      * Math.sin(2 * Math.PI * pitch * partial * i / Spoken.RATE);
        }
      return levelled(tones, -30);
    }
  },

  /// Keys of a keyboard: short clicks, six a second.
  TYPING("typing, peaks at −18 dBFS", "0", "0") {
    @Override
    short[] make(Random random, List<Spoken> others) {
      return bursts(random, 0.16, 0.004, 4_000);
    }
  },

  /// Every four seconds a thud.
  DOOR("a door that slams, peaks at −6 dBFS", "0", "0") {
    @Override
    short[] make(Random random, List<Spoken> others) {
      var thuds = bursts(random, 4, 0.08, 12_000);
      // walls let low tones through
      double low = 0;
      for (int i = 0; i < thuds.length; i++) {
        low += 0.05 * (thuds[i] - low);
        thuds[i] = (short) Math.clamp(Math.round(4 * low), -16_000, 16_000);
      }
      return thuds;
    }
  };

  private static final int LENGTH = 20 * Spoken.RATE;

  /// For people.
  final String title;

  /// False stops a minute when issue 15 was filed.
  final String before;

  /// The most that there may be.
  final String most;

  Disturbance(String title, String before, String most) {
    this.title = title;
    this.before = before;
    this.most = most;
  }

  /// @param others people who speak
  /// @return 20 s, which may be repeated
  abstract short[] make(Random random, List<Spoken> others);

  /// Bursts of noise that fade.
  private static short[] bursts(Random random, double every, double fades, int peak) {
    var sound = new short[LENGTH];
    for (double at = every; at < 19.5; at += every * (0.6 + 0.8 * random.nextDouble())) {
      int begin = (int) (at * Spoken.RATE);
      for (int i = 0; i < 5 * fades * Spoken.RATE && begin + i < LENGTH; i++)
        sound[begin + i] =
            (short) (peak * Math.exp(-i / (fades * Spoken.RATE)) * (2 * random.nextDouble() - 1));
    }
    return sound;
  }

  private static short[] levelled(double[] sound, double level) {
    double power = 0;
    for (double sample : sound) power += sample * sample;
    double gain = CallerVoices.amplitude(level) / Math.sqrt(power / sound.length);
    var samples = new short[sound.length];
    for (int i = 0; i < samples.length; i++)
      samples[i] =
          (short) Math.clamp(Math.round(gain * sound[i]), Short.MIN_VALUE, Short.MAX_VALUE);
    return samples;
  }
}
