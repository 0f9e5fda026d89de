package io.parley.http.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.VonageFrames;
import io.parley.voice.stream.WireObject;
import io.parley.voice.vonage.Ncco;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vonage's webhooks, signed by a JWT, and its socket. Only `POST` is answered, because the
/// signature of a `GET` does not cover its query.
final class VonageEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(VonageEndpoints.class);
  private static final String ANSWER = "/v1/telephony/vonage/answer";
  private static final String EVENTS = "/v1/telephony/vonage/events";
  private static final String MEDIA = "/v1/telephony/vonage/media";
  private static final String PROVIDER = "vonage";
  private static final String PASS = "pass";
  private static final int TEXT_MAX = 128;

  private final TelephonyEdge edge;
  private final Optional<VonageSignature> signature;

  private VonageEndpoints(TelephonyEdge edge) {
    this.edge = edge;
    var settings = edge.telephony().settings().vonage();
    this.signature = settings.signatureSecret().map(_ -> new VonageSignature(settings));
  }

  static List<Endpoint> of(TelephonyEdge edge) {
    var vonage = new VonageEndpoints(edge);
    return List.of(
        Endpoint.post(ANSWER, vonage::answer),
        Endpoint.post(EVENTS, vonage::event),
        Endpoint.get(MEDIA, vonage::media));
  }

  private CompletionStage<HttpResponse> answer(Call call) {
    return signed(call, body -> Replies.json(200, answer(body)));
  }

  private JsonNode answer(String body) {
    try {
      var asked = WireObject.read(body);
      return answer(
          asked.text("uuid", TEXT_MAX),
          asked.textIfAny("from", TEXT_MAX).orElse(""),
          asked.textIfAny("to", TEXT_MAX).orElse(""));
    } catch (MalformedFrame e) {
      LOG.warn("Vonage asks for an answer without naming a call: {}", e.getMessage());
      return Ncco.nothing();
    }
  }

  private JsonNode answer(String uuid, String from, String number) {
    var settings = edge.telephony().settings();
    var to = settings.numbers().find(number);
    if (to.isEmpty()) return Ncco.nothing();
    var pass =
        new CallPass(
            new PhoneCall(
                PROVIDER,
                uuid,
                to.get().tenant(),
                to.get().agent(),
                to.get().language(),
                from,
                number));
    if (!edge.calls().isPossible(pass, true)) {
      LOG.warn("a call by Vonage is not answered: none of its agent is possible now");
      return Ncco.nothing();
    }
    var socket = URI.create(settings.socket(MEDIA) + "?" + PASS + "=" + edge.passes().issue(pass));
    return Ncco.connect(socket, uuid, settings.vonage().sampleRate());
  }

  /// How calls go on. They are only acknowledged: a call of ours ends with its socket.
  private CompletionStage<HttpResponse> event(Call call) {
    return signed(call, _ -> HttpResponse.create().withStatus(204));
  }

  private interface Answer {
    HttpResponse to(String body);
  }

  private CompletionStage<HttpResponse> signed(Call call, Answer answer) {
    var check = configured();
    var token = Guard.bearer(call).orElse("");
    return call.bytes(edge.bodies())
        .thenApply(
            body -> {
              boolean isSigned = check.signs(body, token, edge.edge().clock().instant());
              var text = TelephonyEdge.utf8(body).filter(_ -> isSigned);
              return text.map(answer::to).orElseGet(TelephonyEdge::forbidden);
            });
  }

  /// A stranger without a pass opens no socket.
  private CompletionStage<HttpResponse> media(Call call) {
    if (signature.isEmpty()) throw new ProblemException(ProblemType.NOT_FOUND);
    var pass = edge.take(PROVIDER, call.query(PASS).orElse(""));
    if (pass.isEmpty()) return TelephonyEdge.refused();
    var admission =
        new StreamCall.Admission(
            _ -> pass, (held, leg) -> edge.calls().open(held, leg, call.id().value()));
    return CompletableFuture.completedStage(edge.stream(call, new VonageFrames(), admission));
  }

  private VonageSignature configured() {
    return signature.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
  }
}
