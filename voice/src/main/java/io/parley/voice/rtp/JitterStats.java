package io.parley.voice.rtp;

/// Statistics of a jitter buffer.
///
/// @param received packets that were accepted; @param late those that came too late to be played
/// @param duplicate those that came twice; @param misfits those that were too long, or whose number
///   was far off
/// @param concealed concealed frames: lost, or not there in time
/// @param stretched frames added to increase the delay; @param skipped those left out to reduce it
/// @param restarts how often the stream restarted
public record JitterStats(
    long received,
    long late,
    long duplicate,
    long misfits,
    long concealed,
    long stretched,
    long skipped,
    long restarts) {}
