package io.parley.voice.rtp;

import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import java.time.Duration;

/// How one call's sound is sent and received.
///
/// @param maker who makes Opus; @param opus how sound is encoded, where the codec is Opus
/// @param reportEvery how often the other end is told how its sound arrives (RFC 3550, section 6.2)
/// @param overhead bytes that protection may add to a packet; 0 without any
/// @param keysInSound whether keys are tones in the sound, in both directions, where no packets
///   were negotiated for them
public record RtpSettings(
    JitterSettings jitter,
    Opus maker,
    OpusSettings opus,
    Duration reportEvery,
    int overhead,
    boolean keysInSound) {}
