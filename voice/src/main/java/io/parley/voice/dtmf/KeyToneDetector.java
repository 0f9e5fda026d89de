package io.parley.voice.dtmf;

import io.parley.voice.leg.LegEvent;
import java.time.Duration;
import java.util.Optional;

/// Hears keys in the sound of a telephone (ITU-T Q.24), at any sample rate of a leg. It allocates
/// only for a key that was heard. For one thread.
///
/// Blocks of 10 ms are compared with each of the eight tones (Goertzel's algorithm by tables). A
/// pair of neighbouring blocks is a hit when both have the same two tones, both tones have most of
/// the sound's power, are about equally strong in both blocks, and have the right frequency, which
/// follows from how their phases go on from one block to the next: that is what speech hardly ever
/// does. Two hits in a row of the same frequencies are a key (30 ms), four pairs without a hit are
/// its end (40 ms, so that a gap of 10 ms is none).
public final class KeyToneDetector {
  private static final int TONES = 8;
  private static final int BLOCKS_A_SECOND = 100;
  private static final int NONE = -1;

  /// Of each tone's power, as an amplitude: 40 dB below the strongest that G.711 carries. Q.24:
  /// tones down to -25 dBm0 and less are keys.
  private static final double AMPLITUDE_MIN = 300;

  /// The higher tone over the lower one: 4 dB are allowed, and a margin; and below it: 8 dB.
  private static final double TWIST_MAX = decibels(5.5);

  private static final double TWIST_MIN = decibels(-9.5);

  /// The share of the sound's power that is in both tones. Tones that are off by 1.5 % give 0.94 of
  /// theirs, noise that is 15 dB below each another 0.98; and within 10 ms the two tones of a key
  /// are not quite independent.
  private static final double SHARE_MIN = 0.84;

  /// A tone that begins or ends within a block is weaker there.
  private static final double CHANGE_MAX = decibels(3);

  /// Keys are accepted up to 1.5 % off, and rejected from 3.5 % on.
  private static final double OFF_MAX = 0.02;

  /// By so many Hz a tone's frequency may change from one pair of blocks to the next.
  private static final double DRIFT_MAX = 4;

  private static final int HITS = 2;
  private static final int MISSES = 4;

  private final int block;
  private final float[] window;
  private final float[][] cosines = new float[TONES][];
  private final float[][] sines = new float[TONES][];
  private final double[] turnCosine = new double[TONES];
  private final double[] turnSine = new double[TONES];
  // of the amplitude of a tone, from its sum
  private final double scale;
  private final double share;

  private final double[] re = new double[TONES];
  private final double[] im = new double[TONES];
  private final double[] reBefore = new double[TONES];
  private final double[] imBefore = new double[TONES];
  private int keyBefore = NONE;
  // in Hz, from the tones of the key
  private double lowOff;
  private double highOff;
  private boolean isSteady;

  private int candidate = NONE;
  private int hits;
  private int pressed = NONE;
  private int misses;
  private int blocks;

  /// @param sampleRate in Hz, a multiple of 100 and at least 8000
  public KeyToneDetector(int sampleRate) {
    block = sampleRate / BLOCKS_A_SECOND;
    window = new float[block];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < block; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / block));
      sum += window[i];
      squares += window[i] * window[i];
    }
    scale = 2 / sum;
    share = 2 * squares / (sum * sum);
    for (int tone = 0; tone < TONES; tone++) table(tone, 2 * Math.PI * hertz(tone) / sampleRate);
  }

  private void table(int tone, double step) {
    cosines[tone] = new float[block];
    sines[tone] = new float[block];
    for (int i = 0; i < block; i++) {
      cosines[tone][i] = (float) (window[i] * Math.cos(step * i));
      sines[tone][i] = (float) (window[i] * Math.sin(step * i));
    }
    turnCosine[tone] = Math.cos(step * block);
    turnSine[tone] = Math.sin(step * block);
  }

  /// Takes the next sound.
  ///
  /// @param frame whole blocks of 10 ms
  /// @return the key that was released in it, if any, and how long it was pressed, to 10 ms
  public Optional<LegEvent.Digit> hear(short[] frame) {
    var released = Optional.<LegEvent.Digit>empty();
    for (int from = 0; from + block <= frame.length; from += block) {
      var now = next(hit(frame, from));
      if (now.isPresent()) released = now;
    }
    return released;
  }

  /// @param key of the newest pair of blocks; [#NONE] without one
  private Optional<LegEvent.Digit> next(int key) {
    if (key != NONE && key == candidate && isSteady) hits++;
    else hits = key == NONE ? 0 : 1;
    candidate = key;
    if (pressed == NONE) {
      if (hits >= HITS) press();
      return Optional.empty();
    }
    if (key == pressed) {
      blocks += misses + 1;
      misses = 0;
      return Optional.empty();
    }
    misses++;
    if (misses < MISSES && hits < HITS) return Optional.empty();
    var digit = digit();
    pressed = NONE;
    if (hits >= HITS) press();
    return digit;
  }

  private void press() {
    pressed = candidate;
    blocks = hits + 1;
    misses = 0;
  }

  private Optional<LegEvent.Digit> digit() {
    return Optional.of(
        new LegEvent.Digit(
            KeyTones.KEYS.charAt(pressed), Duration.ofMillis(blocks * 1_000L / BLOCKS_A_SECOND)));
  }

  /// The key of this block and the one before; [#NONE] without one.
  private int hit(short[] frame, int from) {
    System.arraycopy(re, 0, reBefore, 0, TONES);
    System.arraycopy(im, 0, imBefore, 0, TONES);
    double power = measure(frame, from);
    int low = strongest(0);
    int high = strongest(4);
    int key = isPair(low, high, power) ? low * 4 + high - 4 : NONE;
    boolean isSame = key != NONE && key == keyBefore;
    keyBefore = key;
    if (!isSame || !isAsStrong(low) || !isAsStrong(high)) return NONE;
    double lowNow = off(low);
    double highNow = off(high);
    isSteady = Math.abs(lowNow - lowOff) <= DRIFT_MAX && Math.abs(highNow - highOff) <= DRIFT_MAX;
    lowOff = lowNow;
    highOff = highNow;
    boolean isRight =
        Math.abs(lowNow) <= OFF_MAX * hertz(low) && Math.abs(highNow) <= OFF_MAX * hertz(high);
    return isRight ? key : NONE;
  }

  /// @return the power of the sound under the window
  private double measure(short[] frame, int from) {
    double power = 0;
    for (int i = 0; i < block; i++) {
      float sample = window[i] * frame[from + i];
      power += sample * sample;
    }
    for (int tone = 0; tone < TONES; tone++) {
      float[] cosine = cosines[tone];
      float[] sine = sines[tone];
      float real = 0;
      float imaginary = 0;
      for (int i = 0; i < block; i++) {
        real += cosine[i] * frame[from + i];
        imaginary -= sine[i] * frame[from + i];
      }
      re[tone] = real;
      im[tone] = imaginary;
    }
    return power;
  }

  private int strongest(int first) {
    int best = first;
    for (int tone = first + 1; tone < first + 4; tone++)
      if (square(tone) > square(best)) best = tone;
    return best;
  }

  private double square(int tone) {
    return re[tone] * re[tone] + im[tone] * im[tone];
  }

  private boolean isPair(int low, int high, double power) {
    double least = AMPLITUDE_MIN / scale * (AMPLITUDE_MIN / scale);
    double lower = square(low);
    double higher = square(high);
    return lower >= least
        && higher >= least
        && higher <= lower * TWIST_MAX
        && higher >= lower * TWIST_MIN
        && (lower + higher) * share >= power * SHARE_MIN;
  }

  private boolean isAsStrong(int tone) {
    double before = reBefore[tone] * reBefore[tone] + imBefore[tone] * imBefore[tone];
    double now = square(tone);
    return now <= before * CHANGE_MAX && before <= now * CHANGE_MAX;
  }

  /// How far the sound is from a tone, in Hz: by how much further its phase has turned in a block.
  private double off(int tone) {
    double real = re[tone] * reBefore[tone] + im[tone] * imBefore[tone];
    double imaginary = im[tone] * reBefore[tone] - re[tone] * imBefore[tone];
    double turned =
        Math.atan2(
            imaginary * turnCosine[tone] - real * turnSine[tone],
            real * turnCosine[tone] + imaginary * turnSine[tone]);
    return turned * BLOCKS_A_SECOND / (2 * Math.PI);
  }

  private static int hertz(int tone) {
    return tone < 4 ? KeyTones.LOW[tone] : KeyTones.HIGH[tone - 4];
  }

  /// As a ratio of powers.
  private static double decibels(double value) {
    return Math.pow(10, value / 10);
  }
}
