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
import io.parley.http.session.FrameRate;
import io.parley.http.session.Guard;
import io.parley.http.session.Subprotocols;
import io.parley.http.token.Access;
import io.parley.http.token.Identity;
import io.parley.http.voice.CallPlaces.Place;
import io.parley.http.voice.VoiceEndpoints.Beginning;
import io.parley.voice.call.Negotiation;
import io.parley.voice.leg.Leg;
import io.parley.voice.socket.AudioCodec;
import io.parley.voice.socket.SocketLeg;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.BinaryMessage;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /v1/sessions/{id}/voice/socket`: sound in binary frames of 20 ms.
final class AudioSocketCall {
  private static final Logger LOG = LoggerFactory.getLogger(AudioSocketCall.class);

  private static final String PROTOCOL = "parley.audio.v1";

  /// Frames that may wait for a reader that is slow, 2 s of them; then it counts as lost.
  private static final int WAITING_MAX = 100;

  private static final int TEXT_MAX = 1_024;

  /// For a frame whose beginning is there.
  private static final Duration REST_WITHIN = Duration.ofSeconds(10);

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
    return calls
        .begin(call, Subprotocols.token(offered).or(() -> Guard.bearer(call)))
        .thenCompose(
            begun ->
                calls
                    .reserve(call, begun)
                    .thenApply(
                        place ->
                            upgrade.handleMessagesWith(
                                begin(call, begun, codec, place), PROTOCOL)));
  }

  private Flow<Message, Message, NotUsed> begin(
      Call call, Beginning begun, AudioCodec codec, Place place) {
    try {
      return connection(call, begun, codec, place);
    } catch (RuntimeException e) {
      place.forgo();
      throw e;
    }
  }

  private static AudioCodec codec(Call call) {
    return switch (call.query("codec").orElse("pcm")) {
      case "pcm" -> AudioCodec.PCM;
      case "opus" -> AudioCodec.OPUS;
      default -> throw new Malformed("the query parameter codec (expected: pcm or opus)");
    };
  }

  private Flow<Message, Message, NotUsed> connection(
      Call call, Beginning begun, AudioCodec codec, Place place) {
    var out = Source.<Message>queue(WAITING_MAX).preMaterialize(call.materializer());
    var socket = new QueueSocket(out.first());
    var leg = new SocketLeg(codec, socket, calls.voice().sockets());
    var id = calls.open(call, begun, leg, Negotiation.NONE, place);
    socket.text(
        JsonText.object()
            .put("type", "call")
            .put("id", id)
            .put("codec", JsonText.word(codec))
            .put("sampleRate", codec.sampleRate()));
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
        Flow.<Message>create()
            .mapAsync(1, message -> whole(message, codec, call.materializer()))
            .toMat(
                Sink.foreach(message -> WorkFailed.contain(() -> received(message, leg, wishes))),
                Keep.right())
            .mapMaterializedValue(
                over ->
                    over.whenComplete(
                        (_, failure) ->
                            leg.closed(failure == null ? Leg.Gone.HUNG_UP : Leg.Gone.LOST)));
    return Flow.fromSinkAndSourceCoupled(in, out.second());
  }

  /// The network cuts frames where it likes, and what was cut comes in pieces. One that is longer
  /// than anything that is meant ends the call.
  private static CompletionStage<Message> whole(
      Message message, AudioCodec codec, Materializer materializer) {
    return switch (message) {
      case BinaryMessage binary when !binary.isStrict() ->
          binary
              .getStreamedData()
              .limitWeighted(codec.bytesMax(), bytes -> (long) bytes.size())
              .completionTimeout(REST_WITHIN)
              .runFold(ByteString.emptyByteString(), ByteString::concat, materializer)
              .<Message>thenApply(bytes -> BinaryMessage.create(bytes));
      case TextMessage text when !text.isStrict() ->
          text.getStreamedText()
              .limitWeighted(TEXT_MAX, letters -> (long) letters.length())
              .completionTimeout(REST_WITHIN)
              .runFold("", String::concat, materializer)
              .<Message>thenApply(all -> TextMessage.create(all));
      default -> CompletableFuture.completedStage(message);
    };
  }

  private void received(Message message, SocketLeg leg, Wishes wishes) {
    switch (message) {
      case BinaryMessage binary -> leg.received(binary.getStrictData().toArrayUnsafe());
      case TextMessage text when text.getStrictText().length() <= TEXT_MAX ->
          wish(text.getStrictText(), wishes);
      default -> throw new Malformed("a text of another size (expected: at most " + TEXT_MAX + ")");
    }
  }

  /// What one caller may ask of the call besides speaking. Whoever sends too many wishes is hung up
  /// on, as on the session's socket.
  private record Wishes(
      Call call,
      Beginning begun,
      String id,
      QueueSocket socket,
      FrameRate rate,
      CallTenure tenure) {}

  private void wish(String text, Wishes wishes) {
    if (!wishes.rate().take(System.nanoTime()))
      throw new Malformed("too many texts (expected: what a person asks for)");
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

  /// The same session, for longer, as on the session's socket.
  private void renew(String token, Wishes wishes) {
    var edge = calls.edge();
    var from = wishes.call().from();
    var access = edge.tokens().check(Optional.of(token), from, edge.clock().instant());
    if (!(access instanceof Access.Granted(Identity.Customer fresh))
        || !fresh.opens(wishes.begun().opened().key()))
      throw new Malformed("the token does not open this session (expected: a fresh one)");
    wishes.tenure().renewed(fresh);
  }

  /// What is sent waits in a queue that nobody waits for.
  private record QueueSocket(BoundedSourceQueue<Message> queue) implements SocketLeg.Socket {
    private void text(ObjectNode json) {
      queue.offer(TextMessage.create(JsonText.write(json)));
    }

    @Override
    public boolean send(byte[] frame) {
      return queue
          .offer(BinaryMessage.create(ByteString.fromArrayUnsafe(frame)))
          .equals(QueueOfferResult.enqueued());
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

    /// The token behind the call has run out, or was revoked.
    private void expire() {
      text(JsonText.object().put("type", "ended").put("reason", "token-expired"));
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
