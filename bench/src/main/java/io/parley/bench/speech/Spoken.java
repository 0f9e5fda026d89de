package io.parley.bench.speech;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A spoken sentence and its sound: linear, one channel, at 48 kHz.
public record Spoken(String who, String words, Sound sound) {

  /// Samples; not to be changed.
  public static final class Sound {
    private final short[] samples;

    /// @param samples not copied
    public Sound(short[] samples) {
      this.samples = samples;
    }

    public short[] samples() {
      return samples;
    }

    public double seconds() {
      return samples.length / (double) RATE;
    }
  }

  /// In Hz.
  public static final int RATE = 48_000;

  /// @param file RIFF, 16 bits, one channel, of any sample rate
  public static Sound read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int rate = bytes.getInt(24);
    int at = 12;
    while (bytes.getInt(at) != DATA) at += 8 + bytes.getInt(at + 4);
    var samples = new short[(bytes.capacity() - at - 8) / 2];
    bytes.position(at + 8).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return new Sound(converted(samples, rate));
  }

  /// `data`, as a number.
  private static final int DATA = 0x61746164;

  /// Resamples with a windowed sinc from any rate below 48 kHz; slow, which does not matter here.
  static short[] converted(short[] samples, int rate) {
    if (rate == RATE) return samples;
    var out = new short[(int) ((long) samples.length * RATE / rate)];
    for (int i = 0; i < out.length; i++) {
      double at = (double) i * rate / RATE;
      int middle = (int) at;
      double sum = 0;
      for (int k = Math.max(0, middle - 15); k <= Math.min(samples.length - 1, middle + 16); k++) {
        double x = at - k;
        double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        sum += samples[k] * sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / 17));
      }
      out[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return out;
  }
}
