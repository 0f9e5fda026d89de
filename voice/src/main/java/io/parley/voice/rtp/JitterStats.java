package io.parley.voice.rtp;

/// What a jitter buffer has seen of its stream.
///
/// @param received packets that were kept; @param late those that came after their turn
/// @param duplicate those that were there already; @param misfits those that were too long, or
///   belonged to another stretch of numbers
/// @param concealed frames that had to be made up: lost, or not there in time
/// @param stretched frames that were made up to gain delay; @param skipped those that were left out
///   to lose some
/// @param restarts how often the stream began anew
public record JitterStats(
    long received,
    long late,
    long duplicate,
    long misfits,
    long concealed,
    long stretched,
    long skipped,
    long restarts) {}
