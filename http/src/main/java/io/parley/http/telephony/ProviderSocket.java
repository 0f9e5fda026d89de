package io.parley.http.telephony;

import io.parley.core.fault.WorkFailed;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.session.SocketSettings;
import io.parley.http.websocket.FrameRate;
import io.parley.http.websocket.WebSocketLimits;
import io.parley.http.websocket.WebSocketProtocol;
import io.parley.http.websocket.WebSocketProtocol.Binary;
import io.parley.http.websocket.WebSocketProtocol.Close;
import io.parley.http.websocket.WebSocketProtocol.Inbound;
import io.parley.http.websocket.WebSocketProtocol.Outbound;
import io.parley.http.websocket.WebSocketProtocol.Text;
import io.parley.http.websocket.WebSocketProtocol.Violation;
import io.parley.voice.flow.Timer;
import io.parley.voice.stream.MalformedFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket that a provider or a telephone has opened: frames in and out, and its end. A frame
/// that does not follow the protocol ends it, and so does a first frame that does not come.
final class ProviderSocket {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderSocket.class);

  /// Limit of unsent frames for a slow reader, about 2 s of sound; beyond it the reader is lost.
  private static final int WAITING_MAX = 120;

  // codes of RFC 6455, section 7.4.1
  private static final int OVER = 1000;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int POLICY = 1008;
  private static final int BROKEN_OFF = 1011;

  private final BoundedSourceQueue<Outbound> queue;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean begun = new AtomicBoolean();

  private ProviderSocket(BoundedSourceQueue<Outbound> queue) {
    this.queue = queue;
  }

  /// Events of the socket. Called in the socket's thread, one at a time.
  interface Listener {
    /// @throws MalformedFrame when it does not follow the protocol
    void text(String text);

    /// @throws MalformedFrame when it does not follow the protocol
    void bytes(byte[] bytes);

    /// Nothing more comes. Called once.
    ///
    /// @param lost whether the connection broke
    void closed(boolean lost);
  }

  /// @param subprotocol to confirm; @param textBytesMax of one text
  /// @param binaryBytesMax of one binary message, 0 for none
  /// @param rate of frames, asked for as the socket opens
  record Limits(
      Optional<String> subprotocol,
      int textBytesMax,
      int binaryBytesMax,
      Supplier<FrameRate> rate,
      Duration start,
      SocketSettings socket) {
    /// Of a provider, whose frames are sound or words of one call.
    static Limits ofProvider(
        int textBytesMax, int binaryBytesMax, Duration start, SocketSettings socket) {
      return new Limits(
          Optional.empty(), textBytesMax, binaryBytesMax, FrameRate::unlimited, start, socket);
    }
  }

  /// Upgrades the provider's request.
  ///
  /// @param listener made for the socket
  /// @throws ProblemException 426 when it is no WebSocket handshake
  static HttpResponse open(Call call, Limits limits, Function<ProviderSocket, Listener> listener) {
    var out = Source.<Outbound>queue(WAITING_MAX).preMaterialize(call.materializer());
    var socket = new ProviderSocket(out.first());
    var listens = listener.apply(socket);
    var waiting =
        Timer.of(Adapter.toTyped(call.materializer().system()))
            .after(limits.start(), socket::endUnlessBegun);
    var in =
        Sink.<Inbound>foreach(inbound -> socket.received(inbound, listens))
            .mapMaterializedValue(
                done ->
                    done.whenComplete(
                        (_, failure) -> {
                          waiting.cancel();
                          socket.closed(listens, failure != null);
                        }));
    var goodbye = Source.<Outbound>single(new Close(OVER));
    return WebSocketProtocol.upgrade(
            call.request(),
            limits.subprotocol(),
            Flow.fromSinkAndSourceCoupled(in, out.second().concat(goodbye)),
            new WebSocketLimits(
                limits.textBytesMax(),
                limits.binaryBytesMax(),
                limits.rate(),
                OptionalInt.of(OVER),
                limits.socket().pingInterval(),
                limits.socket().closeTimeout()))
        .orElseThrow(() -> new ProblemException(ProblemType.UPGRADE_REQUIRED));
  }

  private void received(Inbound inbound, Listener listener) {
    if (over.get()) return;
    try {
      WorkFailed.contain(() -> take(inbound, listener));
    } catch (MalformedFrame malformed) {
      LOG.info("a provider's socket is closed: {}", malformed.getMessage());
      breakOff(PROTOCOL_ERROR, listener);
    } catch (RuntimeException failure) {
      LOG.error("a provider's socket failed", WorkFailed.by(failure));
      breakOff(BROKEN_OFF, listener);
    }
  }

  private void take(Inbound inbound, Listener listener) {
    switch (inbound) {
      case Text(var text) -> listener.text(text);
      case Binary(var bytes) -> listener.bytes(bytes.toArrayUnsafe());
      case Violation(var fault) -> {
        LOG.info("a provider's socket is closed: {}", fault);
        breakOff(PROTOCOL_ERROR, listener);
      }
    }
  }

  private void breakOff(int code, Listener listener) {
    close(code);
    closed(listener, true);
  }

  private void closed(Listener listener, boolean lost) {
    if (over.compareAndSet(false, true)) listener.closed(lost);
  }

  /// The first frame was accepted.
  void begun() {
    begun.set(true);
  }

  private void endUnlessBegun() {
    if (!begun.get()) refuse();
  }

  /// @return false when the provider does not read what it is sent
  boolean send(String text) {
    return send(new Text(text));
  }

  /// @return false when the provider does not read what it is sent
  boolean send(byte[] bytes) {
    return send(new Binary(ByteString.fromArrayUnsafe(bytes)));
  }

  private boolean send(Outbound frame) {
    return queue.offer(frame).equals(QueueOfferResult.enqueued());
  }

  /// Ends the connection after what was sent.
  void end() {
    try {
      queue.complete();
    } catch (IllegalStateException e) {
      LOG.debug("the other end of a socket was gone first", e);
    }
  }

  /// Ends the connection of somebody who may not open it.
  void refuse() {
    close(POLICY);
  }

  private void close(int code) {
    queue.offer(new Close(code));
    end();
  }
}
