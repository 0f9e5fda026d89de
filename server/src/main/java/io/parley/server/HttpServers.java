package io.parley.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.parley.core.limit.RemoteAddress;
import io.parley.http.connection.ConnectionSettings;
import io.parley.http.connection.HttpPort;
import io.parley.http.limit.Refusals;
import io.parley.http.route.Router;
import io.parley.http.tls.ServerCertificate;
import io.parley.server.ServerSettings.Address;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.StreamTcpException;

/// Binds ports, and closes them in order: no new connections, some time for open ones, then their
/// end.
final class HttpServers {
  /// Returning browsers do not try plain HTTP again for a year (RFC 6797).
  private static final HttpHeader NO_PLAIN_HTTP =
      RawHeader.create("Strict-Transport-Security", "max-age=31536000");

  private final ActorSystem<?> system;
  private final Closers closers;
  private final Supplier<Duration> grace;
  private final MeterRegistry registry;

  /// @param grace time for connections before they are cut, asked for when the port closes
  HttpServers(
      ActorSystem<?> system, Closers closers, Supplier<Duration> grace, MeterRegistry registry) {
    this.system = system;
    this.closers = closers;
    this.grace = grace;
    this.registry = registry;
  }

  /// Checks that the port is free before anything is started that would have to stop again.
  static void requireFree(String key, Address address) {
    try (var socket = new ServerSocket()) {
      // as Pekko will: connections of an earlier process in TIME_WAIT do not matter
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw wrong(key, address, e);
    }
  }

  /// @param key of the settings: `http` or `management`
  /// @param certificate empty for plain HTTP
  /// @param known addresses that may use the reserved connections
  /// @return its URL
  String bind(
      String key,
      Address address,
      Optional<ServerCertificate> certificate,
      Router router,
      ConnectionSettings connections,
      Predicate<RemoteAddress> known) {
    try {
      var port =
          HttpPort.bind(
                  system,
                  address.host(),
                  address.port(),
                  connections,
                  certificate,
                  new Answering(
                      certificate.isPresent() ? encrypted(router) : router::answer, known),
                  new Refusals(registry))
              .toCompletableFuture()
              .join();
      closers.onClose("the " + key + " port", () -> unbind(port));
      registry.gauge("parley.connections.open", Tags.of("port", key), port, HttpPort::connections);
      certificate.ifPresent(shown -> meter(key, shown));
      return Addresses.url(certificate.isPresent(), address.host(), port.address());
    } catch (CompletionException e) {
      throw wrong(key, address, e);
    }
  }

  private record Answering(HttpPort.Handler router, Predicate<RemoteAddress> known)
      implements HttpPort.Handler {
    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
      return router.answer(request);
    }

    @Override
    public boolean knows(RemoteAddress from) {
      return known.test(from);
    }
  }

  private static HttpPort.Handler encrypted(Router router) {
    return request -> router.answer(request).thenApply(answer -> answer.addHeader(NO_PLAIN_HTTP));
  }

  /// A gauge of the remaining validity of a port's certificate.
  void meter(String key, ServerCertificate certificate) {
    TimeGauge.builder(
            "parley.certificate.remaining",
            certificate,
            TimeUnit.SECONDS,
            shown -> shown.remaining().toSeconds())
        .tag("port", key)
        .register(registry);
  }

  private static WrongSetting wrong(String key, Address address, Exception failure) {
    return new WrongSetting(
        EnvironmentNames.named(
            "parley.%s.port: %d on %s (expected: %s)"
                .formatted(key, address.port(), address.host(), expected(failure))),
        failure);
  }

  private void unbind(HttpPort port) {
    // in a removed node the port closed with the actors, and nothing answers any more
    if (system.getWhenTerminated().toCompletableFuture().isDone()) return;
    port.unbind().toCompletableFuture().join();
    port.close(grace.get()).toCompletableFuture().join();
  }

  private static String expected(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException || cause instanceof StreamTcpException) {
        var busy = String.valueOf(cause.getMessage()).contains("in use");
        if (busy) return "a free port; another program uses this one";
      }
    }
    return "an address of this machine and a port that may be bound";
  }
}
