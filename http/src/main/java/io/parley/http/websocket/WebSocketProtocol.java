package io.parley.http.websocket;

import io.parley.core.fault.WorkFailed;
import io.parley.http.websocket.FrameReader.Header;
import io.parley.http.websocket.FrameReader.Read;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.impl.engine.ws.FrameData;
import org.apache.pekko.http.impl.engine.ws.FrameEvent;
import org.apache.pekko.http.impl.engine.ws.FrameHeader;
import org.apache.pekko.http.impl.engine.ws.FrameStart;
import org.apache.pekko.http.impl.engine.ws.Protocol;
import org.apache.pekko.http.impl.engine.ws.UpgradeToWebSocketLowLevel;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/// The server's side of RFC 6455: whole messages in and out, pings, and the closing handshake with
/// real codes. Pekko HTTP 1.3.0 keeps codes to itself, so this works on its frames, which are
/// internal there; no other class depends on them. See
/// `docs/decisions/0013-websocket-close-codes.md`.
///
/// To the application goes `Inbound`, from it comes `Outbound`; the last that comes must be a
/// `Close`. When the application fails instead, the connection is cut.
public final class WebSocketProtocol
    extends GraphStage<
        BidiShape<FrameEvent, WebSocketProtocol.Inbound, WebSocketProtocol.Outbound, FrameEvent>> {

  public sealed interface Inbound {}

  public sealed interface Outbound {}

  /// A text message.
  public record Text(String text) implements Inbound, Outbound {}

  /// A binary message.
  public record Binary(ByteString bytes) implements Inbound, Outbound {}

  /// The peer violated the protocol; nothing more comes from it. To be answered by a `Close`.
  public record Violation(Fault fault) implements Inbound {}

  /// @param code that the peer sees (RFC 6455, section 7.4)
  public record Close(int code) implements Outbound {}

  /// Upgrades the request to a WebSocket that `application` speaks on.
  ///
  /// @param subprotocol the one to confirm in the answer
  /// @return empty when the request is no WebSocket handshake
  public static Optional<HttpResponse> upgrade(
      HttpRequest request,
      Optional<String> subprotocol,
      Flow<Inbound, Outbound, NotUsed> application,
      WebSocketLimits limits) {
    var upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade);
    if (upgrade.isEmpty()) return Optional.empty();
    if (!(upgrade.get() instanceof UpgradeToWebSocketLowLevel lowLevel))
      throw new IllegalStateException("Pekko HTTP upgrades by " + upgrade.get().getClass());
    Flow<FrameEvent, FrameEvent, Object> frames =
        BidiFlow.fromGraph(new WebSocketProtocol(limits))
            .join(application)
            .mapMaterializedValue(_ -> (Object) NotUsed.getInstance());
    return Optional.of(
        lowLevel.handleFrames(frames, scala.jdk.javaapi.OptionConverters.toScala(subprotocol)));
  }

  private final Inlet<FrameEvent> netIn = Inlet.create("WebSocketProtocol.netIn");
  private final Outlet<Inbound> toApplication = Outlet.create("WebSocketProtocol.toApplication");
  private final Inlet<Outbound> fromApplication = Inlet.create("WebSocketProtocol.fromApplication");
  private final Outlet<FrameEvent> netOut = Outlet.create("WebSocketProtocol.netOut");
  private final WebSocketLimits limits;

  WebSocketProtocol(WebSocketLimits limits) {
    this.limits = limits;
  }

  @Override
  public BidiShape<FrameEvent, Inbound, Outbound, FrameEvent> shape() {
    return new BidiShape<>(netIn, toApplication, fromApplication, netOut);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {
    /// The application gives no reason for its end.
    private static final int INTERNAL = 1011;

    private static final String PING = "ping";
    private static final String CLOSE = "close";

    private final FrameReader reader =
        new FrameReader(limits.textBytesMax(), limits.binaryBytesMax());
    private final FrameRate rate = limits.rate().get();
    private long heardAt = System.nanoTime();
    private boolean broken;
    private boolean closeSent;
    private Optional<ByteString> pong = Optional.empty();
    private boolean pingDue;
    private Optional<Outbound> held = Optional.empty();
    private Optional<FrameEvent> goodbye = Optional.empty();

    Logic() {
      super(shape());
      setHandler(netIn, new NetIn());
      setHandler(toApplication, new ToApplication());
      setHandler(fromApplication, new FromApplication());
      setHandler(netOut, new NetOut());
    }

    @Override
    public void preStart() {
      scheduleAtFixedRate(PING, limits.pingInterval(), limits.pingInterval());
    }

    @Override
    public void onTimer(Object key) {
      if (key.equals(CLOSE)) {
        completeStage();
        return;
      }
      var silence = Duration.ofNanos(System.nanoTime() - heardAt);
      boolean listening = hasBeenPulled(netIn);
      if (listening && silence.compareTo(limits.pingInterval().multipliedBy(2)) > 0)
        violated(Fault.SILENT);
      pingDue = true;
      write();
    }

    private void heard(Read read) {
      heardAt = System.nanoTime();
      switch (read) {
        case Read.Nothing() -> read();
        case Read.Pong() -> read();
        case Read.Ping(var payload) -> {
          // only the newest needs an answer (section 5.5.3)
          pong = Optional.of(payload);
          write();
          read();
        }
        case Read.Text(var text) -> push(toApplication, new Text(text));
        case Read.Binary(var bytes) -> push(toApplication, new Binary(bytes));
        case Read.Broken(var fault) -> violated(fault);
        case Read.Closed(int code) -> closedByPeer(code);
      }
    }

    private void violated(Fault fault) {
      if (broken || closeSent) return;
      broken = true;
      reader.discard();
      if (!isClosed(toApplication)) emit(toApplication, new Violation(fault));
      read();
    }

    private void closedByPeer(int code) {
      if (closeSent) {
        completeStage();
        return;
      }
      goodbye = Optional.of(goodbye(code));
      complete(toApplication);
      if (!isClosed(fromApplication)) cancel(fromApplication);
      scheduleOnce(CLOSE, limits.closeTimeout());
      write();
    }

    private FrameEvent goodbye(int code) {
      var answer = FrameReader.hasCode(code) ? OptionalInt.of(code) : limits.goodbye();
      return answer.isPresent()
          ? FrameEvent.closeFrame(answer.getAsInt(), "", scala.Option.empty())
          : full(FrameReader.CLOSE, ByteString.emptyByteString());
    }

    /// Reads on while the application asks for input, or while only the close frame matters.
    private void read() {
      boolean wanted = broken || closeSent || isAvailable(toApplication) || isClosed(toApplication);
      if (wanted && !hasBeenPulled(netIn) && !isClosed(netIn)) pull(netIn);
    }

    private void write() {
      if (!isAvailable(netOut)) return;
      if (goodbye.isPresent()) {
        push(netOut, goodbye.get());
        completeStage();
      } else if (closeSent) {
        return;
      } else if (pong.isPresent()) {
        push(netOut, full(FrameReader.PONG, pong.get()));
        pong = Optional.empty();
      } else if (held.isPresent()) {
        var next = held.get();
        held = Optional.empty();
        send(next);
      } else if (pingDue) {
        pingDue = false;
        push(netOut, full(FrameReader.PING, ByteString.emptyByteString()));
      } else if (!isClosed(fromApplication) && !hasBeenPulled(fromApplication)) {
        pull(fromApplication);
      }
    }

    private void send(Outbound outbound) {
      switch (outbound) {
        case Text(var text) -> push(netOut, full(FrameReader.TEXT, ByteString.fromString(text)));
        case Binary(var bytes) -> push(netOut, full(FrameReader.BINARY, bytes));
        case Close(int code) -> {
          push(netOut, FrameEvent.closeFrame(code, "", scala.Option.empty()));
          closeSent = true;
          reader.discard();
          if (!isClosed(fromApplication)) cancel(fromApplication);
          // a connection with invalid input cannot answer
          if (isClosed(netIn)) completeStage();
          else scheduleOnce(CLOSE, limits.closeTimeout());
          read();
        }
      }
    }

    private final class NetIn extends AbstractInHandler {
      @Override
      public void onPush() {
        try {
          WorkFailed.contain(this::readFrame);
        } catch (WorkFailed failed) {
          violated(Fault.INTERNAL);
        }
      }

      private void readFrame() {
        switch (grab(netIn)) {
          case FrameStart start -> {
            if (!closeSent && !rate.take(System.nanoTime())) violated(Fault.TOO_MANY);
            heard(reader.start(header(start.header()), start.data()));
          }
          case FrameData data -> heard(reader.more(data.data(), data.lastPart()));
          case FrameEvent other ->
              throw new IllegalStateException("Pekko HTTP sent a " + other.getClass());
        }
      }

      /// The connection ended without a close frame.
      @Override
      public void onUpstreamFinish() {
        completeStage();
      }

      /// Pekko could not parse the bytes, or the connection broke.
      @Override
      public void onUpstreamFailure(Throwable cause) {
        if (closeSent) completeStage();
        else violated(Fault.PROTOCOL_ERROR);
      }
    }

    private final class ToApplication extends AbstractOutHandler {
      @Override
      public void onPull() {
        read();
      }

      @Override
      public void onDownstreamFinish(Throwable cause) {
        reader.discard();
        read();
      }
    }

    private final class FromApplication extends AbstractInHandler {
      @Override
      public void onPush() {
        var outbound = grab(fromApplication);
        if (isAvailable(netOut)) send(outbound);
        else held = Optional.of(outbound);
      }

      @Override
      public void onUpstreamFinish() {
        boolean saidGoodbye = closeSent || goodbye.isPresent() || held.isPresent();
        if (!saidGoodbye) held = Optional.of(new Close(INTERNAL));
        write();
      }
    }

    private final class NetOut extends AbstractOutHandler {
      @Override
      public void onPull() {
        write();
      }
    }
  }

  private static Header header(FrameHeader header) {
    boolean reserved = header.rsv1() || header.rsv2() || header.rsv3();
    var mask =
        header.mask().isDefined()
            ? OptionalInt.of((Integer) header.mask().get())
            : OptionalInt.empty();
    return new Header(header.opcode().code(), header.fin(), reserved, mask, header.length());
  }

  private static FrameEvent full(int opcode, ByteString payload) {
    return FrameEvent.fullFrame(
        Protocol.Opcode$.MODULE$.forCode((byte) opcode),
        scala.Option.empty(),
        payload,
        true,
        false,
        false,
        false);
  }
}
