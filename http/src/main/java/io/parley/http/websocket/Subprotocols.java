package io.parley.http.websocket;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;

/// The client's offers in `Sec-WebSocket-Protocol`. Browsers cannot set headers on a WebSocket, so
/// the token may come there.
public final class Subprotocols {
  private static final String BEARER = "bearer.";

  private Subprotocols() {}

  public static List<String> offered(WebSocketUpgrade upgrade) {
    return StreamSupport.stream(upgrade.getRequestedProtocols().spliterator(), false).toList();
  }

  public static Optional<String> token(List<String> offered) {
    return offered.stream()
        .filter(protocol -> protocol.startsWith(BEARER))
        .map(protocol -> protocol.substring(BEARER.length()))
        .filter(token -> !token.isEmpty())
        .findFirst();
  }
}
