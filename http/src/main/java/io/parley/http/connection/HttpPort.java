package io.parley.http.connection;

import io.parley.core.limit.RemoteAddress;
import io.parley.http.limit.Refusals;
import io.parley.http.tls.ServerCertificate;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Tcp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port that serves HTTP/1.1 and WebSockets, up to a number of connections. `pekko.http.server`
/// configures how requests are read; its own connection limit does not apply here.
public final class HttpPort {
  private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

  private final Tcp.ServerBinding binding;
  private final OpenConnections open;

  /// Answers one request; never fails.
  @FunctionalInterface
  public interface Handler {
    CompletionStage<HttpResponse> answer(HttpRequest request);

    /// Whether this address may use the reserved connections.
    default boolean knows(RemoteAddress from) {
      return false;
    }
  }

  private HttpPort(Tcp.ServerBinding binding, OpenConnections open) {
    this.binding = binding;
    this.open = open;
  }

  /// @param port 0 for any free one; @param certificate empty for plain HTTP
  /// @return a listening port; fails when the address cannot be bound
  public static CompletionStage<HttpPort> bind(
      ClassicActorSystemProvider system,
      String host,
      int port,
      ConnectionSettings settings,
      Optional<ServerCertificate> certificate,
      Handler handler,
      Refusals refusals) {
    var open = new OpenConnections(settings, handler::knows, refusals);
    return new Acceptor(system.classicSystem(), settings, handler, refusals, open, certificate)
        .listen(host, port)
        .thenApply(binding -> new HttpPort(binding, open));
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  /// How many connections are open.
  public int connections() {
    return open.count();
  }

  /// Accepts no more connections.
  public CompletionStage<?> unbind() {
    return binding.unbind();
  }

  /// Closes all connections: those with open requests once answered, the others at once.
  ///
  /// @param grace after which the rest, including WebSockets, is cut off
  /// @return completes when the last one is closed, or is being cut off
  public CompletionStage<Void> close(Duration grace) {
    return open.close()
        .toCompletableFuture()
        .copy()
        .orTimeout(grace.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            _ -> {
              LOG.info("{} connections did not end in time", open.count());
              open.cut();
              return null;
            });
  }
}
