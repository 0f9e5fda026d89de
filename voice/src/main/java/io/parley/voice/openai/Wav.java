package io.parley.voice.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.speech.AudioFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Sound that grows into a WAV file: 16 bits, little endian, one channel.
final class Wav {
  private static final int HEAD_BYTES = 44;
  private static final int FIRST_BYTES = 64 * 1024;

  private final int sampleRate;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int length = HEAD_BYTES;

  Wav(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  void add(AudioFrame frame) {
    if (frame.sampleRate() != sampleRate)
      throw new IllegalArgumentException(
          "sampleRate: %d (expected: %d)".formatted(frame.sampleRate(), sampleRate));
    int more = frame.samples().length * Short.BYTES;
    if (length + more > bytes.length)
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    from(length).asShortBuffer().put(frame.samples());
    length += more;
  }

  boolean isEmpty() {
    return samples() == 0;
  }

  int samples() {
    return (length - HEAD_BYTES) / Short.BYTES;
  }

  /// Takes the whole file; later sound begins another.
  byte[] take() {
    int data = length - HEAD_BYTES;
    from(0)
        .put("RIFF".getBytes(US_ASCII))
        .putInt(HEAD_BYTES - 8 + data)
        .put("WAVEfmt ".getBytes(US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(sampleRate)
        .putInt(sampleRate * Short.BYTES)
        .putShort((short) Short.BYTES)
        .putShort((short) Short.SIZE)
        .put("data".getBytes(US_ASCII))
        .putInt(data);
    var file = Arrays.copyOf(bytes, length);
    bytes = new byte[FIRST_BYTES];
    length = HEAD_BYTES;
    return file;
  }

  private ByteBuffer from(int position) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(position);
  }
}
