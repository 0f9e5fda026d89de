package io.parley.voice.rtp;

import java.util.Optional;
import java.util.OptionalInt;

/// The negotiated format of sound in one direction, or in both where [RtpFormats] says so.
///
/// @param payloadType of the sound, 0 to 127
/// @param keys of pressed keys in packets of their own; empty where none are sent
/// @param comfort the payload type of silence (`CN`, RFC 3389), for codecs with a clock of 8 kHz;
///   empty where silence is sent as sound or not at all
public record RtpFormat(
    SoundCodec codec, int payloadType, Optional<Keys> keys, OptionalInt comfort) {
  /// The static payload type of silence.
  public static final int COMFORT = 13;

  /// The content of a packet, as its number tells it.
  enum Content {
    SOUND,
    KEY,
    SILENCE,
    UNKNOWN
  }

  /// Of pressed keys (`telephone-event`, RFC 4733). The timestamps of their packets are those of
  /// the sound, whatever the clock of the lengths in them.
  ///
  /// @param payloadType 0 to 127
  /// @param clockRate in Hz, of lengths: that of the codec, or 8000
  public record Keys(int payloadType, int clockRate) {
    /// Of 20 ms, in units of lengths.
    int frameTicks() {
      return clockRate / 50;
    }
  }

  /// Sound alone.
  public RtpFormat(SoundCodec codec, int payloadType) {
    this(codec, payloadType, Optional.empty(), OptionalInt.empty());
  }

  /// Sound, and keys with its clock.
  ///
  /// @param keys their payload type
  public RtpFormat(SoundCodec codec, int payloadType, int keys) {
    this(codec, payloadType, Optional.of(new Keys(keys, codec.clockRate())), OptionalInt.empty());
  }

  /// @param number a payload type
  Content content(int number) {
    if (number == payloadType) return Content.SOUND;
    if (keys.isPresent() && number == keys.get().payloadType()) return Content.KEY;
    return comfort.isPresent() && number == comfort.getAsInt() ? Content.SILENCE : Content.UNKNOWN;
  }
}
