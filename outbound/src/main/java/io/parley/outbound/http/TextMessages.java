package io.parley.outbound.http;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// Receives from a WebSocket (RFC 6455) over which a server sends only text: joins the parts of
/// each message, up to a limit, and requests the next message after each one.
public final class TextMessages implements WebSocket.Listener {
  /// Receives messages in order, from one thread at a time.
  public interface Receiver {
    void received(String message);

    /// The server violated the protocol; no further message is requested.
    ///
    /// @param what such as `a binary message (expected: text)`
    void refused(String what);

    /// @param code the server's close code
    void closed(int code);

    void failed(Throwable failure);
  }

  private final int charactersMax;
  private final Receiver receiver;
  private final StringBuilder message = new StringBuilder();

  /// @param charactersMax of one message, in UTF-16 units
  public TextMessages(int charactersMax, Receiver receiver) {
    this.charactersMax = charactersMax;
    this.receiver = receiver;
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
    if (message.length() + part.length() > charactersMax) {
      receiver.refused("a message over %d characters".formatted(charactersMax));
      return null;
    }
    message.append(part);
    if (isLast) {
      var whole = message.toString();
      message.setLength(0);
      receiver.received(whole);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean isLast) {
    receiver.refused("a binary message (expected: text)");
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    receiver.closed(code);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    receiver.failed(failure);
  }
}
