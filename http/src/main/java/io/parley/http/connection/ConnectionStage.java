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

/// Stands between a connection's bytes and Pekko HTTP, where Pekko's own stages for plain text and
/// idle connections stood. Hands everything on as it is, and looks at the clock: a header that is
/// not complete in time is answered with 408, a connection on which nothing moves is cut. One timer
/// a connection, which no request touches.
final class ConnectionStage
    extends GraphStage<BidiShape<SslTlsOutbound, ByteString, ByteString, SslTlsInbound>> {
  /// What plain text comes with.
  private static final SSLSession NO_TLS = plain();

  /// How much later than it should a slow header may be noticed, as part of its time.
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

  /// Nothing moved for too long. Not a failure of ours: it has no stack trace.
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
        // what is written and not yet taken by the other end would be waited for, for ever
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

    /// The port is closing: what was asked for is still answered, and its answer is the last.
    private void leave() {
      if (connection.isIdle()) completeStage();
    }

    /// Another connection needs the place. A goodbye over TLS would wait for the other end.
    private void giveWay() {
      if (!connection.isIdle()) connection.stays();
      else if (encrypted) cut();
      else completeStage();
    }

    /// Whatever is on its way is lost.
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
