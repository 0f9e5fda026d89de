package io.parley.voice.stream;

/// The form of the sound in a provider's frames, both ways, one channel.
///
/// @param sampleRate in Hz: 8000 for G.711, 8000, 16000 or 24000 for linear PCM
public record MediaFormat(Encoding encoding, int sampleRate) {

  /// How samples are written.
  public enum Encoding {
    /// G.711 µ-law: a byte a sample.
    MU_LAW(1),
    /// G.711 A-law: a byte a sample.
    A_LAW(1),
    /// Linear PCM of 16 bits in network byte order, as in RTP (RFC 3551, section 4.5.11).
    L16(2),
    /// Linear PCM of 16 bits, little endian.
    L16_LITTLE(2);

    private final int bytes;

    Encoding(int bytes) {
      this.bytes = bytes;
    }

    boolean isG711() {
      return bytes == 1;
    }
  }

  /// The format of Twilio, and of Telnyx unless another is asked for.
  public static final MediaFormat TELEPHONE = new MediaFormat(Encoding.MU_LAW, 8_000);

  private static final int G711_RATE = 8_000;
  private static final int TICKS_A_SECOND = 50;

  public MediaFormat {
    boolean known =
        encoding.isG711()
            ? sampleRate == G711_RATE
            : sampleRate == 8_000 || sampleRate == 16_000 || sampleRate == 24_000;
    if (!known)
      throw new IllegalArgumentException(
          "sampleRate: %d (expected: one that %s has)".formatted(sampleRate, encoding));
  }

  /// Its codec's name in SDP.
  String codec() {
    return switch (encoding) {
      case MU_LAW -> "PCMU";
      case A_LAW -> "PCMA";
      case L16, L16_LITTLE -> "L16";
    };
  }

  /// Bytes of a sample.
  int sampleBytes() {
    return encoding.bytes;
  }

  /// Samples of 20 ms.
  int frameSamples() {
    return sampleRate / TICKS_A_SECOND;
  }

  /// Bytes of 20 ms.
  public int frameBytes() {
    return frameSamples() * sampleBytes();
  }
}
