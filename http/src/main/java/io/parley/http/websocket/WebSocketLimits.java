package io.parley.http.websocket;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Limits of one WebSocket.
///
/// @param textBytesMax of one text, however many frames it comes in
/// @param binaryBytesMax the same of one that is bytes; 0 where only texts are taken
/// @param rate of frames; asked for each socket, as it opens
/// @param goodbye the code that answers a goodbye without one; empty to answer without one, too
/// @param pingInterval a peer that sends nothing at all for two of these is gone
/// @param closeTimeout how long the other end has to answer a close
public record WebSocketLimits(
    int textBytesMax,
    int binaryBytesMax,
    Supplier<FrameRate> rate,
    OptionalInt goodbye,
    Duration pingInterval,
    Duration closeTimeout) {}
