package io.parley.outbound.http;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// Receives from a WebSocket (RFC 6455) over which a server sends text alone: puts the parts of
/// each message together, up to a limit, and asks for the next when one was received.
public final class TextMessages implements WebSocket.Listener {
  /// Is told what came, in its order, by one thread at a time.
  public interface Receiver {
    void received(String message);

    /// Something came that is no message, and nothing more is asked for.
    ///
    /// @param what such as `bytes in place of text`
    void refused(String what);

    /// @param code why the server closed the connection
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
      receiver.refused("a message without an end");
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
    receiver.refused("bytes in place of text");
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
