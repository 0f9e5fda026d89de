package io.parley.http.telephony;

import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.session.SocketSettings;
import io.parley.http.websocket.Subprotocols;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.transport.Link;
import io.parley.voice.sip.transport.LinkPort;
import io.parley.voice.sip.transport.LinkPort.Attached;
import io.parley.voice.sip.transport.Transport;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `GET /v1/sip`: SIP over a WebSocket (RFC 7118), one message in each text or binary message. Its
/// sender is a stranger to the SIP port, at any address: a telephone proves its account.
public final class SipSocketEndpoint {
  private static final String PROTOCOL = "sip";

  private static final int BYTES_MAX =
      MessageLimits.DEFAULTS.headBytesMax() + MessageLimits.DEFAULTS.bodyBytesMax();

  /// A telephone registers or calls as soon as it is connected.
  private static final Duration START = Duration.ofSeconds(10);

  private final Supplier<Optional<LinkPort>> port;
  private final SocketSettings socket;
  private final Origins origins;

  private SipSocketEndpoint(
      Supplier<Optional<LinkPort>> port, SocketSettings socket, Origins origins) {
    this.port = port;
    this.socket = socket;
    this.origins = origins;
  }

  /// @param port empty while, or where, telephones cannot call so: 404
  public static Endpoint of(
      Supplier<Optional<LinkPort>> port, SocketSettings socket, Origins origins) {
    var endpoint = new SipSocketEndpoint(port, socket, origins);
    return Endpoint.get("/v1/sip", call -> CompletableFuture.completedStage(endpoint.open(call)));
  }

  private HttpResponse open(Call call) {
    var to = port.get().orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    var upgrade =
        call.request()
            .getAttribute(AttributeKeys.webSocketUpgrade)
            .orElseThrow(() -> new ProblemException(ProblemType.UPGRADE_REQUIRED));
    if (!origins.allows(call.request())) throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
    if (!Subprotocols.offered(upgrade).contains(PROTOCOL))
      throw new ProblemException(
          ProblemDetail.of(ProblemType.UPGRADE_REQUIRED, "expected: the subprotocol " + PROTOCOL));
    // without an address nothing could be limited
    var from = call.from().first().orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    var limits =
        new ProviderSocket.Limits(
            Optional.of(PROTOCOL), BYTES_MAX, BYTES_MAX, socket::rate, START, socket);
    return ProviderSocket.open(
        call, limits, opened -> Telephone.of(opened, to, from, transport(call)));
  }

  private static Transport transport(Call call) {
    return call.request().getUri().getScheme().endsWith("s") ? Transport.WSS : Transport.WS;
  }

  /// One telephone: its messages to the port, and the port's to it.
  private record Telephone(ProviderSocket socket, Attached attached)
      implements ProviderSocket.Listener {
    static Telephone of(
        ProviderSocket socket, LinkPort port, InetAddress from, Transport transport) {
      return new Telephone(socket, port.attach(from, transport, new Outlet(socket)));
    }

    @Override
    public void text(String text) {
      bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void bytes(byte[] bytes) {
      socket.begun();
      attached.received(bytes);
    }

    @Override
    public void closed(boolean lost) {
      attached.closed();
    }
  }

  private record Outlet(ProviderSocket socket) implements Link {
    @Override
    public boolean send(byte[] message) {
      // as text where it is one: what programs of pages expect
      return TelephonyEdge.utf8(message).map(socket::send).orElseGet(() -> socket.send(message));
    }

    @Override
    public void close() {
      socket.end();
    }
  }
}
