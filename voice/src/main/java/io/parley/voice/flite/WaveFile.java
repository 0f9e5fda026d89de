package io.parley.voice.flite;

import io.parley.core.speech.AudioFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Sound as flite writes it: RIFF, 16 bits, one channel, the header of 44 bytes.
final class WaveFile {
  private static final int HEADER = 44;
  private static final int RATE = 24;

  private final int sampleRate;
  private final short[] samples;

  private WaveFile(int sampleRate, short[] samples) {
    this.sampleRate = sampleRate;
    this.samples = samples;
  }

  /// Reads the file; ignores the length in the header, as the program may have been killed before
  /// it could correct it.
  ///
  /// @return empty when there is no sound in it
  static Optional<WaveFile> read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.capacity() < HEADER + Short.BYTES) return Optional.empty();
    int rate = bytes.getInt(RATE);
    if (!AudioFrame.SAMPLE_RATES.contains(rate)) return Optional.empty();
    var samples = new short[(bytes.capacity() - HEADER) / Short.BYTES];
    bytes.position(HEADER).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return Optional.of(new WaveFile(rate, samples));
  }

  int sampleRate() {
    return sampleRate;
  }

  short[] samples() {
    return samples;
  }
}
