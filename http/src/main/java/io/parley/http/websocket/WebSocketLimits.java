package io.parley.http.websocket;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Limits of one WebSocket.
///
/// @param textBytesMax of one text message, over all its frames
/// @param binaryBytesMax of one binary message; 0 where only text is accepted
/// @param rate of frames; asked for each socket, as it opens
/// @param goodbye the code that answers a close without one; empty to answer without one, too
/// @param pingInterval a peer that sends nothing for two intervals is disconnected
/// @param closeTimeout how long the peer has to answer a close
public record WebSocketLimits(
    int textBytesMax,
    int binaryBytesMax,
    Supplier<FrameRate> rate,
    OptionalInt goodbye,
    Duration pingInterval,
    Duration closeTimeout) {}
