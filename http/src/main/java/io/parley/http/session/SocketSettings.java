package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.http.websocket.FrameRate;
import io.parley.http.websocket.WebSocketLimits;
import java.time.Duration;
import java.util.OptionalInt;

/// Limits of one WebSocket: `parley.http.socket`.
///
/// @param frameBytesMax of one message, over all its frames
/// @param framesPerSecond in the long run; @param frameBurst at once
/// @param badFramesMax this many invalid frames in a row close the socket
/// @param pendingMax with this many unanswered commands, no more are read
/// @param idleTimeout the socket closes without a message from either side
/// @param pingInterval a peer that sends nothing for two intervals is disconnected
/// @param closeTimeout how long the peer has to answer a close
public record SocketSettings(
    int frameBytesMax,
    int framesPerSecond,
    int frameBurst,
    int badFramesMax,
    int pendingMax,
    Duration idleTimeout,
    Duration pingInterval,
    Duration closeTimeout) {
  public SocketSettings {
    Expect.between("parley.http.socket.frame-bytes-max", frameBytesMax, 1_024, 16 << 20);
    Expect.positive("parley.http.socket.frames-per-second", framesPerSecond);
    Expect.positive("parley.http.socket.frame-burst", frameBurst);
    Expect.positive("parley.http.socket.bad-frames-max", badFramesMax);
    Expect.positive("parley.http.socket.pending-max", pendingMax);
    Expect.positive("parley.http.socket.idle-timeout", idleTimeout);
    Expect.positive("parley.http.socket.ping-interval", pingInterval);
    Expect.positive("parley.http.socket.close-timeout", closeTimeout);
  }

  static SocketSettings from(Config socket) {
    return new SocketSettings(
        (int) Math.min(socket.getBytes("frame-bytes-max"), Integer.MAX_VALUE),
        socket.getInt("frames-per-second"),
        socket.getInt("frame-burst"),
        socket.getInt("bad-frames-max"),
        socket.getInt("pending-max"),
        socket.getDuration("idle-timeout"),
        socket.getDuration("ping-interval"),
        socket.getDuration("close-timeout"));
  }

  /// Limits of the session's socket, which accepts text only.
  WebSocketLimits limits() {
    return new WebSocketLimits(
        frameBytesMax, 0, this::rate, OptionalInt.empty(), pingInterval, closeTimeout);
  }

  /// For a client that connects now.
  public FrameRate rate() {
    return new FrameRate(framesPerSecond, frameBurst, System.nanoTime());
  }
}
