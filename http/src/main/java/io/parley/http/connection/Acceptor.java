package io.parley.http.connection;

import io.parley.core.limit.RemoteAddress;
import io.parley.http.connection.OpenConnections.Admitted;
import io.parley.http.connection.OpenConnections.Full;
import io.parley.http.limit.Refusals;
import io.parley.http.tls.ServerCertificate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.io.Inet.SocketOption;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.TLSClosing;
import org.apache.pekko.stream.TLSProtocol.SendBytes;
import org.apache.pekko.stream.TLSProtocol.SessionBytes;
import org.apache.pekko.stream.TLSProtocol.SslTlsInbound;
import org.apache.pekko.stream.TLSProtocol.SslTlsOutbound;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.TLS;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts connections, one after the other. One over the limit is refused with 503, or closed at
/// once when too many refusals are under way.
final class Acceptor {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  private final ActorSystem system;
  private final ConnectionSettings settings;
  private final HttpPort.Handler handler;
  private final Refusals refusals;
  private final OpenConnections open;
  private final Optional<ServerCertificate> certificate;
  private final Materializer materializer;
  private final ServerSettings http;
  private final BidiFlow<HttpResponse, SslTlsOutbound, SslTlsInbound, HttpRequest, NotUsed> layer;

  Acceptor(
      ActorSystem system,
      ConnectionSettings settings,
      HttpPort.Handler handler,
      Refusals refusals,
      OpenConnections open,
      Optional<ServerCertificate> certificate) {
    this.system = system;
    this.settings = settings;
    this.handler = handler;
    this.refusals = refusals;
    this.open = open;
    this.certificate = certificate;
    this.materializer = Materializer.matFromSystem(system);
    this.http = ServerSettings.create(system);
    // made once and run for every connection: a parser takes long to make
    this.layer = Http.get(system).serverLayer(http);
  }

  CompletionStage<Tcp.ServerBinding> listen(String host, int port) {
    var options = new ArrayList<SocketOption>();
    http.getSocketOptions().forEach(options::add);
    return Tcp.get(system)
        .bind(host, port, http.getBacklog(), options, false, Optional.empty())
        .toMat(Sink.foreach(this::accept), Keep.left())
        .run(materializer);
  }

  private void accept(Tcp.IncomingConnection incoming) {
    var from = RemoteAddress.of(incoming.remoteAddress().getAddress());
    switch (open.admit(from)) {
      case Admitted() -> serve(incoming, from);
      case Full(var limit) -> {
        var why = refusals.overloaded(limit);
        if (open.startRefusal())
          bytes(incoming)
              .join(Flow.fromGraph(new Refusal(RawReply.of(why), open::endRefusal)))
              .run(materializer);
        else incoming.handleWith(hungUp(), materializer);
      }
    }
  }

  private static Flow<ByteString, ByteString, NotUsed> hungUp() {
    return Flow.fromSinkAndSource(Sink.cancelled(), Source.<ByteString>empty());
  }

  /// The client's plain text in both directions, without TLS.
  private Flow<ByteString, ByteString, NotUsed> bytes(Tcp.IncomingConnection incoming) {
    if (certificate.isEmpty()) return incoming.flow();
    return BidiFlow.fromFlows(
            Flow.of(ByteString.class).map(bytes -> (SslTlsOutbound) new SendBytes(bytes)),
            Flow.of(SslTlsInbound.class).collectType(SessionBytes.class).map(SessionBytes::bytes))
        .atop(TLS.create(certificate.get()::engine, _ -> {}, TLSClosing.eagerClose()))
        .join(incoming.flow());
  }

  private void serve(Tcp.IncomingConnection incoming, RemoteAddress from) {
    var connection =
        new ClientConnection(incoming.remoteAddress(), from, handler, open, System.nanoTime());
    open.add(connection);
    try {
      layer
          .atop(
              BidiFlow.fromGraph(
                  new ConnectionStage(connection, settings, refusals, certificate.isPresent())))
          .join(bytes(incoming))
          .join(Flow.of(HttpRequest.class).mapAsync(http.getPipeliningLimit(), connection::answer))
          .run(materializer);
    } catch (RuntimeException e) {
      // one failed connection must not close the port for all others
      LOG.error("a connection could not be served", e);
      open.remove(connection);
    }
  }
}
