package io.parley.http.connection;

import io.parley.core.limit.RemoteAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/// State of one connection, shared by both ends of its stream: the byte stage knows when something
/// moves, the request handler knows what. One actor runs the stream; only answers come from other
/// threads.
final class ClientConnection {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final long NONE = Long.MIN_VALUE;

  private final InetSocketAddress address;
  private final RemoteAddress from;
  private final HttpPort.Handler handler;
  private final OpenConnections all;
  // requests not answered completely, and those whose answers are on their way to the socket
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger handedOver = new AtomicInteger();
  private volatile boolean upgraded;
  private volatile Runnable goAway = () -> {};
  private volatile Runnable cut = () -> {};
  private volatile Runnable giveWay = this::stays;
  private volatile long movedAt;
  // since when a header is awaited, and whether part of it has arrived
  private long headerSince;
  private boolean partial;

  /// @param now `System.nanoTime()`: a new connection is expected to send a request
  ClientConnection(
      InetSocketAddress address,
      RemoteAddress from,
      HttpPort.Handler handler,
      OpenConnections all,
      long now) {
    this.address = address;
    this.from = from;
    this.handler = handler;
    this.all = all;
    this.headerSince = now;
    this.movedAt = now;
  }

  RemoteAddress from() {
    return from;
  }

  /// @param leave asks the stream to end when it owes nothing; @param end ends it; @param close
  ///   asks it to end at once if idle, or to call [#stays]; all from any thread
  void opened(Runnable leave, Runnable end, Runnable close) {
    goAway = leave;
    cut = end;
    giveWay = close;
    // the port may have begun to close meanwhile
    if (all.isClosing()) leave.run();
  }

  void closed() {
    all.remove(this);
  }

  void goAway() {
    goAway.run();
  }

  void cut() {
    cut.run();
  }

  /// Asks the connection to end in favour of a new one.
  void giveWay() {
    giveWay.run();
  }

  /// It was asked to end but is no longer idle.
  void stays() {
    all.stays(this);
  }

  /// When the last byte was received or sent.
  long movedAt() {
    return movedAt;
  }

  /// Bytes were received.
  void heard(long now) {
    movedAt = now;
    if (upgraded || asked.get() > 0) return;
    if (headerSince == NONE) headerSince = now;
    partial = true;
  }

  /// A header is complete.
  CompletionStage<HttpResponse> answer(HttpRequest request) {
    headerSince = NONE;
    partial = false;
    asked.incrementAndGet();
    return handler
        .answer(
            request.addAttribute(
                AttributeKeys.remoteAddress,
                org.apache.pekko.http.javadsl.model.RemoteAddress.create(address)))
        .thenApply(this::answered);
  }

  private HttpResponse answered(HttpResponse response) {
    if (response.status().intValue() == SWITCHING_PROTOCOLS) {
      upgraded = true;
      return response;
    }
    var last = all.isClosing() ? response.addHeader(Connection.create("close")) : response;
    if (!response.entity().isChunked()) {
      handedOver.incrementAndGet();
      return last;
    }
    // an answer that is streamed may take hours
    return last.transformEntityDataBytes(
        Flow.of(ByteString.class)
            .watchTermination(
                (mat, done) -> {
                  done.whenComplete((_, _) -> asked.decrementAndGet());
                  return mat;
                }));
  }

  /// Bytes were sent: an answer that was handed over is among them.
  void wrote(long now) {
    movedAt = now;
    if (handedOver.get() > 0) asked.addAndGet(-handedOver.getAndSet(0));
  }

  boolean isUpgraded() {
    return upgraded;
  }

  /// Whether the client waits for nothing.
  boolean isIdle() {
    return !upgraded && asked.get() == 0;
  }

  boolean isLateWithHeader(long now, long nanos) {
    return isIdle() && headerSince != NONE && now - headerSince >= nanos;
  }

  /// Whether part of a header has arrived, so that an answer makes sense.
  boolean hasPartOfHeader() {
    return partial;
  }
}
