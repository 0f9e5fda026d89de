package io.parley.voice.rtp;

import java.util.OptionalInt;

/// The negotiated format of sound in both directions.
///
/// @param payloadType of the sound, 0 to 127
/// @param keys the payload type of pressed keys (`telephone-event`, RFC 4733), whose clock is the
///   codec's; empty where none are sent
/// @param comfort the payload type of silence (`CN`, RFC 3389), for codecs with a clock of 8 kHz;
///   empty where silence is sent as sound or not at all
public record RtpFormat(SoundCodec codec, int payloadType, OptionalInt keys, OptionalInt comfort) {
  /// The static payload type of silence.
  public static final int COMFORT = 13;

  /// Sound alone.
  public RtpFormat(SoundCodec codec, int payloadType) {
    this(codec, payloadType, OptionalInt.empty());
  }

  /// Sound and keys.
  public RtpFormat(SoundCodec codec, int payloadType, OptionalInt keys) {
    this(codec, payloadType, keys, OptionalInt.empty());
  }
}
