package io.parley.voice.rtp;

/// How sound is sent in both directions, as both ends have agreed.
///
/// @param payloadType 0 to 127
public record RtpFormat(SoundCodec codec, int payloadType) {}
