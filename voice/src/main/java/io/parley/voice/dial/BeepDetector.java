package io.parley.voice.dial;

import io.parley.core.dial.Answerer.Sound;

/// Tells silence, voices and single tones apart, 20 ms at a time. A frame is a tone when most of
/// its power is at one frequency (Goertzel's algorithm, a bank of 25 Hz steps from 400 to 2,200 Hz
/// under Hann's window) that stays from frame to frame: beeps of answering machines do, voices and
/// keys of a telephone, which have two tones, do not. Silence is relative to the quietest that was
/// heard. For one stream and one thread.
public final class BeepDetector {
  private static final int FRAMES_A_SECOND = 50;
  private static final int LOW = 400;
  private static final int HIGH = 2_200;
  private static final int STEP = 25;

  /// The share of the power in one tone; half a step off it is still 0.9.
  private static final double SHARE_MIN = 0.8;

  /// A tone's frequency stays within so many steps.
  private static final int DRIFT_MAX = 2;

  /// As an amplitude of 16 bits: below it everything is silence, 46 dB under full scale.
  private static final double QUIET_MAX = 160;

  /// A voice is so much louder than the line's noise.
  private static final double OVER_NOISE = 2.5;

  /// Noise above this is sound: a call that begins with a voice has no silence to compare with.
  private static final double NOISE_MAX = 150;

  /// The estimate of the noise rises by so much a frame, about 4 dB a second.
  private static final double RISE = 1.01;

  private final int frame;
  private final float[] window;
  private final float[][] cosines;
  private final float[][] sines;
  private final double scale;
  private double noise = NOISE_MAX;
  private int tone = -1;

  /// @param sampleRate in Hz, a multiple of 50 and at least 8000
  public BeepDetector(int sampleRate) {
    frame = sampleRate / FRAMES_A_SECOND;
    window = new float[frame];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < frame; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / frame));
      sum += window[i];
      squares += window[i] * window[i];
    }
    // a tone's squared sum to its power under the window
    scale = 2 * squares / (sum * sum);
    int tones = (HIGH - LOW) / STEP + 1;
    cosines = new float[tones][frame];
    sines = new float[tones][frame];
    for (int at = 0; at < tones; at++) table(at, 2 * Math.PI * (LOW + at * STEP) / sampleRate);
  }

  private void table(int at, double step) {
    for (int i = 0; i < frame; i++) {
      cosines[at][i] = (float) (window[i] * Math.cos(step * i));
      sines[at][i] = (float) (window[i] * Math.sin(step * i));
    }
  }

  /// @param samples of 20 ms
  public Sound hear(short[] samples) {
    double power = 0;
    double windowed = 0;
    for (int i = 0; i < frame; i++) {
      power += (double) samples[i] * samples[i];
      double under = window[i] * samples[i];
      windowed += under * under;
    }
    double level = Math.sqrt(power / frame);
    boolean isLoud = level > Math.max(QUIET_MAX, OVER_NOISE * noise);
    noise = Math.min(NOISE_MAX, Math.min(level, noise * RISE + 1));
    if (!isLoud) {
      tone = -1;
      return Sound.QUIET;
    }
    int before = tone;
    tone = tone(samples, windowed);
    boolean isSame = tone >= 0 && before >= 0 && Math.abs(tone - before) <= DRIFT_MAX;
    return isSame ? Sound.TONE : Sound.VOICE;
  }

  /// The frame's only tone; -1 when it has none, or several.
  private int tone(short[] samples, double windowed) {
    int best = -1;
    double most = 0;
    for (int at = 0; at < cosines.length; at++) {
      double square = square(samples, cosines[at], sines[at]);
      if (square > most) {
        most = square;
        best = at;
      }
    }
    return most * scale >= windowed * SHARE_MIN ? best : -1;
  }

  private double square(short[] samples, float[] cosine, float[] sine) {
    float real = 0;
    float imaginary = 0;
    for (int i = 0; i < frame; i++) {
      real += cosine[i] * samples[i];
      imaginary += sine[i] * samples[i];
    }
    return (double) real * real + (double) imaginary * imaginary;
  }
}
