package io.parley.voice.rtp;

/// The formats of one stream of sound: the codec is the same in both directions, its numbers need
/// not be. Each end receives by the numbers that its own description has, and sends by those of the
/// other end's (RFC 3264, sections 5.1 and 6.1).
///
/// @param received by our numbers; @param sent by those of the other end
public record RtpFormats(RtpFormat received, RtpFormat sent) {
  public RtpFormats {
    if (received.codec() != sent.codec())
      throw new IllegalArgumentException(
          "codecs: %s and %s (expected: the same in both directions)"
              .formatted(received.codec(), sent.codec()));
  }

  /// The same numbers in both directions.
  public static RtpFormats both(RtpFormat format) {
    return new RtpFormats(format, format);
  }

  public SoundCodec codec() {
    return received.codec();
  }

  /// The same numbers received, others sent.
  public RtpFormats sending(RtpFormat next) {
    return new RtpFormats(received, next);
  }
}
