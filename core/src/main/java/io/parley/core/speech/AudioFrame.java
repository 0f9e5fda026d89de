package io.parley.core.speech;

import java.time.Duration;
import java.util.Set;

/// A piece of sound: linear PCM, 16 bits, one channel. Most often 20 ms of it.
///
/// The array is *handed over*: the sender never touches the samples again, and receivers only read
/// them. So nothing is copied, and no pool has to count references: a frame of 20 ms at 16 kHz is
/// 640 bytes, which die young. Codecs and buffers that touch every packet work on arrays of their
/// own, and create frames only at their output.
public final class AudioFrame implements SpeechInput {
  /// The sample rates that Parley converts between, in Hz.
  public static final Set<Integer> SAMPLE_RATES = Set.of(8_000, 16_000, 24_000, 48_000);

  private final short[] samples;
  private final int sampleRate;
  private final long position;

  /// @param samples handed over, never empty
  /// @param sampleRate in Hz, one of [#SAMPLE_RATES]
  /// @param position number of samples of the stream before this frame's first. Lost samples that
  ///   were not concealed count too, so positions are the stream's clock
  public AudioFrame(short[] samples, int sampleRate, long position) {
    if (samples.length == 0) throw new IllegalArgumentException("samples: 0 (expected: ≥ 1)");
    if (position < 0)
      throw new IllegalArgumentException("position: " + position + " (expected: ≥ 0)");
    this.samples = samples;
    this.sampleRate = checkedRate(sampleRate);
    this.position = position;
  }

  /// @return `sampleRate`, if it is one of [#SAMPLE_RATES]
  public static int checkedRate(int sampleRate) {
    if (!SAMPLE_RATES.contains(sampleRate))
      throw new IllegalArgumentException(
          "sampleRate: " + sampleRate + " (expected: 8000, 16000, 24000 or 48000)");
    return sampleRate;
  }

  /// The frame's own array, for reading.
  public short[] samples() {
    return samples;
  }

  public int sampleRate() {
    return sampleRate;
  }

  public long position() {
    return position;
  }

  public Duration length() {
    return lengthOf(samples.length, sampleRate);
  }

  /// When in its stream it begins.
  public Duration start() {
    return lengthOf(position, sampleRate);
  }

  public Duration end() {
    return lengthOf(position + samples.length, sampleRate);
  }

  private static Duration lengthOf(long samples, int sampleRate) {
    // whole seconds apart: a stream of a day in nanoseconds times its rate would not fit a long
    return Duration.ofSeconds(samples / sampleRate)
        .plusNanos(samples % sampleRate * 1_000_000_000L / sampleRate);
  }
}
