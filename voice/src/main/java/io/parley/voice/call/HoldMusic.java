package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.voice.sound.Resampler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Music for people on hold, from a WAV file of 16 bits and one channel; shared by all calls, once
/// for each sample rate.
public final class HoldMusic {
  /// Silence.
  public static final HoldMusic NONE = new HoldMusic(16_000, new short[0]);

  private static final int BYTES_MAX = 32 * 1024 * 1024;
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FORMAT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final int PCM = 1;
  private static final int BITS = 16;
  private static final int HEAD = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int FORMAT_SIZE = 16;

  private final int sampleRate;
  private final short[] samples;
  private final Map<Integer, short[]> converted = new ConcurrentHashMap<>();

  /// @param sampleRate in Hz
  HoldMusic(int sampleRate, short[] samples) {
    this.sampleRate = sampleRate;
    this.samples = samples;
  }

  /// @throws IllegalArgumentException when it is no such file, or a longer one
  public static HoldMusic read(Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) throw wrong(file, "at most 32 MiB", null);
      return of(file, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw wrong(file, "a readable file", e);
    }
  }

  private static HoldMusic of(Path file, ByteBuffer bytes) {
    var expected = "a WAV file of 16 bits and one channel, at 8, 16, 24 or 48 kHz";
    if (bytes.remaining() < HEAD || bytes.getInt(0) != RIFF || bytes.getInt(8) != WAVE)
      throw wrong(file, expected, null);
    int rate = 0;
    for (int at = HEAD; at + CHUNK_HEAD <= bytes.capacity(); ) {
      int kind = bytes.getInt(at);
      int from = at + CHUNK_HEAD;
      long size = Integer.toUnsignedLong(bytes.getInt(at + 4));
      int length = (int) Math.min(size, bytes.capacity() - from);
      if (kind == FORMAT && length >= FORMAT_SIZE) rate = rate(bytes, from);
      if (kind == DATA && AudioFrame.SAMPLE_RATES.contains(rate)) {
        var samples = new short[length / Short.BYTES];
        bytes.slice(from, length).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return new HoldMusic(rate, samples);
      }
      // chunks begin at even places
      at = from + length + (length & 1);
    }
    throw wrong(file, expected, null);
  }

  /// @return 0 for another format
  private static int rate(ByteBuffer bytes, int from) {
    boolean isRight =
        bytes.getShort(from) == PCM
            && bytes.getShort(from + 2) == 1
            && bytes.getShort(from + 14) == BITS;
    return isRight ? bytes.getInt(from + 4) : 0;
  }

  private static IllegalArgumentException wrong(Path file, String expected, Exception cause) {
    return new IllegalArgumentException(
        "parley.telephony.transfer.hold-music: %s (expected: %s)".formatted(file, expected), cause);
  }

  /// For one caller, from its beginning.
  ///
  /// @param rate in Hz
  Loop at(int rate) {
    return new Loop(converted.computeIfAbsent(rate, this::convert));
  }

  private short[] convert(int rate) {
    if (rate == sampleRate || samples.length == 0) return samples;
    var resampler = new Resampler(sampleRate, rate);
    var all = new short[resampler.outputMax(samples.length)];
    int count = resampler.convert(samples, 0, samples.length, all, 0);
    return Arrays.copyOf(all, count);
  }

  /// The music again and again.
  static final class Loop {
    private final short[] all;
    private int next;

    Loop(short[] all) {
      this.all = all;
    }

    /// @return whether there is any
    boolean next(short[] frame) {
      if (all.length == 0) return false;
      for (int i = 0; i < frame.length; i++) {
        frame[i] = all[next];
        next = (next + 1) % all.length;
      }
      return true;
    }
  }
}
