package io.parley.voice.rtp;

import java.util.OptionalInt;

/// The negotiated format of sound in both directions.
///
/// @param payloadType of the sound, 0 to 127
/// @param keys the payload type of pressed keys (`telephone-event`, RFC 4733), whose clock is the
///   codec's; empty where none are sent
public record RtpFormat(SoundCodec codec, int payloadType, OptionalInt keys) {
  /// Sound alone.
  public RtpFormat(SoundCodec codec, int payloadType) {
    this(codec, payloadType, OptionalInt.empty());
  }
}
