package io.parley.voice.sdp;

/// Limits of a description, checked as it is read.
///
/// @param bytesMax in UTF-16 units; @param linesMax and @param mediaMax of lines and media
public record SdpLimits(int bytesMax, int linesMax, int mediaMax) {}
