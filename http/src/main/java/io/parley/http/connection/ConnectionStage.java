package io.parley.http.connection;

import io.parley.core.limit.Limit;
import io.parley.http.limit.Refusals;
import io.parley.http.problem.ProblemType;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.apache.pekko.japi.function.Procedure;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.TLSProtocol.SendBytes;
import org.apache.pekko.stream.TLSProtocol.SessionBytes;
import org.apache.pekko.stream.TLSProtocol.SslTlsInbound;
import org.apache.pekko.stream.TLSProtocol.SslTlsOutbound;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/// Sits between a connection's bytes and Pekko HTTP, in place of Pekko's own stages for plain text
/// and idle connections. Passes everything on unchanged and enforces timeouts: an incomplete header
/// is answered with 408, a connection without traffic is cut. One timer for each connection, which
/// no request touches.
final class ConnectionStage
    extends GraphStage<BidiShape<SslTlsOutbound, ByteString, ByteString, SslTlsInbound>> {
  /// TLS session of connections without TLS.
  private static final SSLSession NO_TLS = plain();

  /// Permitted delay in noticing a slow header, as a part of its timeout.
  private static final int LOOKS = 4;

  private final Inlet<SslTlsOutbound> fromHttp = Inlet.create("ConnectionStage.fromHttp");
  private final Outlet<ByteString> toNet = Outlet.create("ConnectionStage.toNet");
  private final Inlet<ByteString> fromNet = Inlet.create("ConnectionStage.fromNet");
  private final Outlet<SslTlsInbound> toHttp = Outlet.create("ConnectionStage.toHttp");
  private final ClientConnection connection;
  private final ConnectionSettings settings;
  private final Refusals refusals;
  private final boolean encrypted;

  /// @param encrypted whether TLS is spoken below
  ConnectionStage(
      ClientConnection connection,
      ConnectionSettings settings,
      Refusals refusals,
      boolean encrypted) {
    this.encrypted = encrypted;
    this.connection = connection;
    this.settings = settings;
    this.refusals = refusals;
  }

  @Override
  public BidiShape<SslTlsOutbound, ByteString, ByteString, SslTlsInbound> shape() {
    return new BidiShape<>(fromHttp, toNet, fromNet, toHttp);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private static SSLSession plain() {
    try {
      return SSLContext.getDefault().createSSLEngine().getSession();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  /// No traffic for too long. Expected, so without a stack trace.
  private static final class Idle extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Idle() {
      super("the connection was idle for too long", null, false, false);
    }
  }

  private final class Logic extends TimerGraphStageLogic {
    private static final String LOOK = "look";

    private long movedAt = System.nanoTime();

    Logic() {
      super(shape());
      setHandler(fromNet, new FromNet());
      setHandler(toHttp, new ToHttp());
      setHandler(fromHttp, new FromHttp());
      setHandler(toNet, new ToNet());
    }

    @Override
    public void preStart() {
      Procedure<Object> leave = _ -> leave();
      Procedure<Object> end = _ -> cut();
      var leaving = createAsyncCallback(leave);
      var ending = createAsyncCallback(end);
      Procedure<Object> giveWay = _ -> giveWay();
      var yielding = createAsyncCallback(giveWay);
      connection.opened(
          () -> leaving.invoke(this), () -> ending.invoke(this), () -> yielding.invoke(this));
      scheduleOnce(LOOK, pause());
    }

    @Override
    public void postStop() {
      connection.closed();
    }

    @Override
    public void onTimer(Object key) {
      long now = System.nanoTime();
      if (connection.isLateWithHeader(now, settings.headerTimeout().toNanos())) {
        refusals.count(Limit.HEADER_TIME);
        if (connection.hasPartOfHeader()) answerTooSlow();
        else if (encrypted) cut(); // a handshake that has not ended would be waited for, for ever
        else completeStage();
      } else if (now - movedAt >= settings.idleTimeout().toNanos()) {
        // output that the client does not read would be waited for, for ever
        if (isAvailable(toNet)) completeStage();
        else cut();
      } else {
        scheduleOnce(LOOK, pause());
      }
    }

    /// A WebSocket has no headers any more.
    private Duration pause() {
      var quiet = settings.idleTimeout().minusNanos(System.nanoTime() - movedAt);
      var header = settings.headerTimeout().dividedBy(LOOKS);
      var next = connection.isUpgraded() || quiet.compareTo(header) < 0 ? quiet : header;
      return next.isPositive() ? next : Duration.ofMillis(1);
    }

    private void answerTooSlow() {
      if (isAvailable(toNet)) push(toNet, RawReply.of(ProblemType.HEADER_TOO_SLOW));
      completeStage();
    }

    /// The port is closing: open requests are still answered, and the answer is the last.
    private void leave() {
      if (connection.isIdle()) completeStage();
    }

    /// Another connection needs the place. A TLS goodbye would wait for the client.
    private void giveWay() {
      if (!connection.isIdle()) connection.stays();
      else if (encrypted) cut();
      else completeStage();
    }

    /// Everything under way is lost.
    private void cut() {
      if (!isClosed(toNet)) fail(toNet, new Idle());
      completeStage();
    }

    private final class FromNet extends AbstractInHandler {
      @Override
      public void onPush() {
        movedAt = System.nanoTime();
        connection.heard(movedAt);
        push(toHttp, new SessionBytes(NO_TLS, grab(fromNet)));
      }

      @Override
      public void onUpstreamFinish() {
        complete(toHttp);
      }
    }

    private final class ToHttp extends AbstractOutHandler {
      @Override
      public void onPull() {
        pull(fromNet);
      }

      @Override
      public void onDownstreamFinish(Throwable cause) {
        cancel(fromNet, cause);
      }
    }

    private final class FromHttp extends AbstractInHandler {
      @Override
      public void onPush() {
        movedAt = System.nanoTime();
        if (!(grab(fromHttp) instanceof SendBytes send))
          throw new IllegalStateException("Pekko HTTP wants to speak TLS on a plain connection");
        push(toNet, send.bytes());
        connection.wrote(movedAt);
      }

      @Override
      public void onUpstreamFinish() {
        complete(toNet);
      }
    }

    private final class ToNet extends AbstractOutHandler {
      @Override
      public void onPull() {
        pull(fromHttp);
      }

      @Override
      public void onDownstreamFinish(Throwable cause) {
        cancel(fromHttp, cause);
      }
    }
  }
}
