package io.parley.http.voice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.fault.WorkFailed;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Origins;
import io.parley.http.session.Guard;
import io.parley.http.token.Access;
import io.parley.http.voice.VoiceEndpoints.Beginning;
import io.parley.http.websocket.Fault;
import io.parley.http.websocket.FrameRate;
import io.parley.http.websocket.Subprotocols;
import io.parley.http.websocket.WebSocketLimits;
import io.parley.http.websocket.WebSocketProtocol;
import io.parley.http.websocket.WebSocketProtocol.Binary;
import io.parley.http.websocket.WebSocketProtocol.Close;
import io.parley.http.websocket.WebSocketProtocol.Inbound;
import io.parley.http.websocket.WebSocketProtocol.Outbound;
import io.parley.http.websocket.WebSocketProtocol.Text;
import io.parley.http.websocket.WebSocketProtocol.Violation;
import io.parley.voice.call.Negotiation;
import io.parley.voice.desk.CallPlaces.Place;
import io.parley.voice.leg.Leg;
import io.parley.voice.socket.AudioCodec;
import io.parley.voice.socket.SocketLeg;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /v1/sessions/{id}/voice/socket`: sound in binary frames of 20 ms, of a new call, or of one
/// that goes on over this socket (`?call=`).
final class AudioSocketCall {
  private static final Logger LOG = LoggerFactory.getLogger(AudioSocketCall.class);

  private static final String PROTOCOL = "parley.audio.v1";

  /// Limit of unsent frames for a slow reader, 2 s of sound; beyond it the reader counts as lost.
  private static final int WAITING_MAX = 100;

  private static final int TEXT_MAX = 1_024;

  /// Bytes of one character in UTF-8 at most.
  private static final int TEXT_BYTES_MAX = 3 * TEXT_MAX;

  // codes of RFC 6455, section 7.4.1
  private static final int OVER = 1000;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int NOT_UTF8 = 1007;
  private static final int BROKEN_OFF = 1011;

  private final VoiceEndpoints calls;
  private final Origins origins;

  AudioSocketCall(VoiceEndpoints calls, Origins origins) {
    this.calls = calls;
    this.origins = origins;
  }

  CompletionStage<HttpResponse> open(Call call) {
    var upgrade =
        call.request()
            .getAttribute(AttributeKeys.webSocketUpgrade)
            .orElseThrow(() -> new ProblemException(ProblemType.UPGRADE_REQUIRED));
    if (!origins.allows(call.request())) throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
    var offered = Subprotocols.offered(upgrade);
    if (!offered.contains(PROTOCOL))
      throw new ProblemException(
          ProblemDetail.of(ProblemType.UPGRADE_REQUIRED, "expected: the subprotocol " + PROTOCOL));
    var codec = codec(call);
    var underWay = call.query("call").filter(id -> !id.isEmpty());
    return calls
        .begin(call, Subprotocols.token(offered).or(() -> Guard.bearer(call)))
        .thenCompose(
            begun ->
                underWay
                    .map(id -> goingOn(call, begun, codec, id))
                    .orElseGet(() -> beginning(call, begun, codec)));
  }

  /// Puts a leg into its call, and returns the call's id.
  private interface Seat extends Function<SocketLeg, String> {}

  private CompletionStage<HttpResponse> beginning(Call call, Beginning begun, AudioCodec codec) {
    var desk = calls.voice().desk();
    return desk.reserve(begun.passed()).thenApply(place -> begun(call, begun, codec, place));
  }

  private CompletionStage<HttpResponse> goingOn(
      Call call, Beginning begun, AudioCodec codec, String id) {
    var all = calls.voice().calls();
    var key = begun.opened().key();
    return all.has(id, key)
        .thenApply(
            found -> {
              if (!found) throw new ProblemException(ProblemType.NO_SUCH_CALL);
              return upgraded(
                  call,
                  begun,
                  codec,
                  leg -> {
                    all.takeOver(id, key, leg);
                    return id;
                  });
            });
  }

  private HttpResponse upgraded(Call call, Beginning begun, AudioCodec codec, Seat seat) {
    return WebSocketProtocol.upgrade(
            call.request(),
            Optional.of(PROTOCOL),
            connection(call, begun, codec, seat),
            limits(codec))
        .orElseThrow(() -> new ProblemException(ProblemType.UPGRADE_REQUIRED));
  }

  private HttpResponse begun(Call call, Beginning begun, AudioCodec codec, Place place) {
    var desk = calls.voice().desk();
    try {
      return upgraded(
          call, begun, codec, leg -> desk.open(begun.passed(), leg, Negotiation.NONE, place));
    } catch (RuntimeException e) {
      place.forgo();
      throw e;
    }
  }

  /// Sound frames are not limited in rate: the leg drops the excess.
  private WebSocketLimits limits(AudioCodec codec) {
    var socket = calls.edge().settings().socket();
    return new WebSocketLimits(
        TEXT_BYTES_MAX,
        codec.bytesMax(),
        FrameRate::unlimited,
        OptionalInt.of(OVER),
        socket.pingInterval(),
        socket.closeTimeout());
  }

  private static AudioCodec codec(Call call) {
    return switch (call.query("codec").orElse("pcm")) {
      case "pcm" -> AudioCodec.PCM;
      case "opus" -> AudioCodec.OPUS;
      default -> throw new Malformed("the query parameter codec (expected: pcm or opus)");
    };
  }

  private Flow<Inbound, Outbound, NotUsed> connection(
      Call call, Beginning begun, AudioCodec codec, Seat seat) {
    var out = Source.<Outbound>queue(WAITING_MAX).preMaterialize(call.materializer());
    var socket = new QueueSocket(out.first());
    var leg = new SocketLeg(codec, socket, calls.voice().sockets());
    var id = seat.apply(leg);
    socket.text(
        JsonText.object()
            .put("type", "call")
            .put("id", id)
            .put("codec", JsonText.word(codec))
            .put("sampleRate", codec.namedRate())
            .put("signMillis", SocketLeg.SIGN.toMillis()));
    var tenure =
        calls.tenure(
            call,
            begun,
            leg,
            () -> {
              socket.expire();
              leg.closed(Leg.Gone.HUNG_UP);
            });
    var rate = calls.edge().settings().socket().rate();
    var wishes = new Wishes(call, begun, id, socket, rate, tenure);
    var in =
        Sink.<Inbound>foreach(inbound -> received(inbound, leg, wishes))
            .mapMaterializedValue(
                over ->
                    over.whenComplete(
                        (_, failure) ->
                            leg.closed(failure == null ? Leg.Gone.HUNG_UP : Leg.Gone.LOST)));
    var goodbye = Source.<Outbound>single(new Close(OVER));
    return Flow.fromSinkAndSourceCoupled(in, out.second().concat(goodbye));
  }

  private void received(Inbound inbound, SocketLeg leg, Wishes wishes) {
    try {
      WorkFailed.contain(() -> take(inbound, leg, wishes));
    } catch (Malformed hungUpOn) {
      LOG.debug("a call is hung up", hungUpOn);
      lost(BROKEN_OFF, leg, wishes);
    } catch (RuntimeException failure) {
      LOG.error("a call's socket failed", WorkFailed.by(failure));
      lost(BROKEN_OFF, leg, wishes);
    }
  }

  private void take(Inbound inbound, SocketLeg leg, Wishes wishes) {
    switch (inbound) {
      case Binary(var bytes) -> leg.received(bytes.toArrayUnsafe());
      case Text(var text) when text.length() <= TEXT_MAX -> wish(text, wishes);
      case Text _ ->
          throw new Malformed("a text is too large (expected: at most " + TEXT_MAX + ")");
      case Violation(var fault) -> lost(code(fault), leg, wishes);
    }
  }

  private static void lost(int code, SocketLeg leg, Wishes wishes) {
    // nothing more is sent: the client no longer listens
    wishes.socket().breakOff(code);
    leg.closed(Leg.Gone.LOST);
  }

  /// As in the protocol's first version.
  private static int code(Fault fault) {
    return switch (fault) {
      case PROTOCOL_ERROR -> PROTOCOL_ERROR;
      case NOT_UTF8 -> NOT_UTF8;
      case SILENT -> OVER;
      case BYTES, TOO_LARGE, TOO_MANY, INTERNAL -> BROKEN_OFF;
    };
  }

  /// Limits one caller's control messages. Too many of them end the call, as on the session's
  /// socket.
  private record Wishes(
      Call call,
      Beginning begun,
      String id,
      QueueSocket socket,
      FrameRate rate,
      CallTenure tenure) {}

  private void wish(String text, Wishes wishes) {
    if (!wishes.rate().take(System.nanoTime()))
      throw new Malformed("too many texts (expected: as many as a person causes)");
    try {
      var fields = Fields.of(JsonText.object(text));
      if (fields.text("type", 32).equals("renew")) {
        renew(fields.text("token", TEXT_MAX), wishes);
        return;
      }
      var wish = VoiceEndpoints.control(fields);
      calls.voice().calls().wish(wishes.id(), wishes.begun().opened().key(), wish);
    } catch (Malformed malformed) {
      wishes
          .socket()
          .text(JsonText.object().put("type", "rejected").put("detail", malformed.getMessage()));
    }
  }

  /// The same session with a later expiry, as on the session's socket.
  private void renew(String token, Wishes wishes) {
    var edge = calls.edge();
    var from = wishes.call().from();
    var access = edge.tokens().check(Optional.of(token), from, edge.clock().instant());
    if (!(access instanceof Access.Granted(var principal, var fresh))
        || fresh.isEmpty()
        || !principal.reaches(wishes.begun().opened().key()))
      throw new Malformed("the token does not open this session (expected: a fresh one)");
    wishes.tenure().renewed(fresh.get());
  }

  /// Sends without blocking: output waits in a queue.
  private record QueueSocket(BoundedSourceQueue<Outbound> queue) implements SocketLeg.Socket {
    private static final Outbound SIGN =
        new Text(JsonText.write(JsonText.object().put("type", "sign")));

    private void text(ObjectNode json) {
      queue.offer(new Text(JsonText.write(json)));
    }

    @Override
    public boolean send(byte[] frame) {
      return queue
          .offer(new Binary(ByteString.fromArrayUnsafe(frame)))
          .equals(QueueOfferResult.enqueued());
    }

    @Override
    public void sign() {
      queue.offer(SIGN);
    }

    @Override
    public void forget() {
      text(JsonText.object().put("type", "forget"));
    }

    @Override
    public void end() {
      text(JsonText.object().put("type", "ended"));
      complete();
    }

    @Override
    public void leave() {
      text(JsonText.object().put("type", "ended").put("reason", "draining"));
      complete();
    }

    /// The call's token has expired, or was revoked.
    private void expire() {
      text(JsonText.object().put("type", "ended").put("reason", "token-expired"));
      complete();
    }

    private void breakOff(int code) {
      queue.offer(new Close(code));
      complete();
    }

    private void complete() {
      try {
        queue.complete();
      } catch (IllegalStateException e) {
        LOG.debug("the other end of a call was gone first", e);
      }
    }
  }
}
