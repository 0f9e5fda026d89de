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

/// One connection as its two ends see it together: the stage at the bytes knows when something
/// moves, the handler of requests knows what it was. Its stream is one actor; only answers come
/// from other threads.
final class ClientConnection {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final long NONE = Long.MIN_VALUE;

  private final InetSocketAddress address;
  private final RemoteAddress from;
  private final HttpPort.Handler handler;
  private final OpenConnections all;
  // requests that are not yet answered whole; of those, answers that are on their way to the bytes
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger handedOver = new AtomicInteger();
  private volatile boolean upgraded;
  private volatile Runnable goAway = () -> {};
  private volatile Runnable cut = () -> {};
  private volatile Runnable giveWay = this::stays;
  private volatile long movedAt;
  // since when a header is awaited; whether some of it is there
  private long headerSince;
  private boolean partial;

  /// @param now `System.nanoTime()`: who connects is expected to ask for something
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

  /// @param leave asks the stream to end when it owes nothing; @param end ends it; @param makeRoom
  ///   asks it to end at once when it is idle, or to call [#stays]; all from any thread
  void opened(Runnable leave, Runnable end, Runnable makeRoom) {
    goAway = leave;
    cut = end;
    giveWay = makeRoom;
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

  /// Asked to make room for another.
  void giveWay() {
    giveWay.run();
  }

  /// It was asked to give way and is not idle any more.
  void stays() {
    all.stays(this);
  }

  /// When the last byte came or went.
  long movedAt() {
    return movedAt;
  }

  /// Bytes came.
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

  /// Bytes went out: an answer that was handed over is among them.
  void wrote(long now) {
    movedAt = now;
    if (handedOver.get() > 0) asked.addAndGet(-handedOver.getAndSet(0));
  }

  boolean isUpgraded() {
    return upgraded;
  }

  /// Whether the other end waits for nothing.
  boolean isIdle() {
    return !upgraded && asked.get() == 0;
  }

  boolean isLateWithHeader(long now, long nanos) {
    return isIdle() && headerSince != NONE && now - headerSince >= nanos;
  }

  /// Whether some of a header is there, so that an answer makes sense.
  boolean hasPartOfHeader() {
    return partial;
  }
}
