package io.parley.voice.rtp;

import java.util.Optional;

/// The formats of one stream of sound: the codec is the same in both directions, its numbers need
/// not be. Each end receives by the numbers that its own description has, and sends by those of the
/// other end's (RFC 3264, sections 5.1 and 6.1). Many telephone systems send by their own numbers
/// all the same, so those are understood as well.
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

  /// The content of a received packet: by our numbers, and beside them by those of the other end.
  /// Where a number means something in both, ours counts. Keys and silence come by the other end's
  /// numbers only where we have named some of the same kind.
  ///
  /// @param number its payload type
  RtpFormat.Content content(int number) {
    var ours = received.content(number);
    if (ours != RtpFormat.Content.UNKNOWN) return ours;
    var theirs = sent.content(number);
    boolean isUnderstood =
        switch (theirs) {
          case SOUND -> true;
          case KEY -> clockOfKeys(received).equals(clockOfKeys(sent));
          case SILENCE -> received.comfort().isPresent();
          case UNKNOWN -> false;
        };
    return isUnderstood ? theirs : RtpFormat.Content.UNKNOWN;
  }

  private static Optional<Integer> clockOfKeys(RtpFormat format) {
    return format.keys().map(RtpFormat.Keys::clockRate);
  }
}
