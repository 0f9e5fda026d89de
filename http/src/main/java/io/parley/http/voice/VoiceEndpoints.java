package io.parley.http.voice;

import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.http.session.Guard.Opened;
import io.parley.sessions.entry.Visit;
import io.parley.voice.call.Outcome;
import io.parley.voice.call.Wish;
import io.parley.voice.desk.Availability;
import io.parley.voice.desk.CallCheck;
import io.parley.voice.desk.CallPlaces.Place;
import io.parley.voice.leg.Leg;
import io.parley.voice.webrtc.OfferRefused;
import io.parley.voice.webrtc.WebRtc;
import io.parley.voice.webrtc.WebRtcLeg;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;

/// All call endpoints.
public final class VoiceEndpoints {
  private static final String SDP = "application/sdp";
  private static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  /// New models are in use after this time at the latest.
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Edge edge;
  private final Guard guard;
  private final VoiceEdge voice;

  private VoiceEndpoints(Edge edge, VoiceEdge voice) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.voice = voice;
  }

  /// @param origins whose pages may open WebSockets
  public static List<Endpoint> of(Edge edge, VoiceEdge voice, Origins origins) {
    var calls = new VoiceEndpoints(edge, voice);
    var transfers = new TransferCalls(edge, calls.guard, voice);
    return List.of(
        Endpoint.get("/v1/voice", calls::tell),
        Endpoint.get("/v1/sessions/{id}/voice/socket", new AudioSocketCall(calls, origins)::open),
        transfers.order(),
        transfers.list(),
        new HangUpCalls(calls.guard, voice).endpoint(),
        Endpoint.post("/v1/sessions/{id}/voice", calls::offer),
        Endpoint.patch("/v1/sessions/{id}/voice/{call}", calls::negotiate),
        Endpoint.post("/v1/sessions/{id}/voice/{call}", calls::control),
        Endpoint.delete("/v1/sessions/{id}/voice/{call}", calls::hangUp));
  }

  /// The start of a call.
  record Beginning(Opened opened, CallCheck.Passed passed) {}

  private CompletionStage<HttpResponse> tell(Call call) {
    var json = JsonText.object();
    switch (voice.desk().availability()) {
      case Availability.Ready(var engines) -> {
        var languages = json.put("available", true).putArray("languages");
        voice.desk().languages(engines).forEach(languages::add);
      }
      case Availability.Missing(var reason, var detail) ->
          json.put("available", false).put("reason", reason).put("detail", detail);
    }
    json.put("webrtc", voice.webRtc().isPresent());
    return CompletableFuture.completedStage(Replies.publicJson(json, FRESH));
  }

  private CompletionStage<HttpResponse> offer(Call call) {
    // the caller is checked before all else
    var beginning = begin(call, Guard.bearer(call));
    var webRtc = voice.webRtc().orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    return beginning
        .thenCombine(call.text(SDP), (begun, offer) -> new Offered(offer, begun))
        .thenCompose(
            offered ->
                voice
                    .desk()
                    .reserve(offered.beginning().passed())
                    .thenApply(
                        place ->
                            answer(call, webRtc, offered.offer(), offered.beginning(), place)));
  }

  private record Offered(String offer, Beginning beginning) {}

  /// The call is admitted.
  private HttpResponse answer(
      Call call, WebRtc webRtc, String offer, Beginning begun, Place place) {
    try {
      var answered = webRtc.answer(offer, call.from().block());
      var leg = answered.leg();
      var id = voice.desk().open(begun.passed(), leg, fragment -> patched(leg, fragment), place);
      var key = begun.opened().key();
      var hangUp = new Wish.HangUp();
      tenure(call, begun, leg, () -> voice.calls().wish(id, key, hangUp));
      return HttpResponse.create()
          .withStatus(201)
          .withEntity(type(SDP), ByteString.fromString(answered.sdp()))
          .addHeader(
              Replies.header(
                  "Location",
                  "/v1/sessions/" + begun.opened().key().session().value() + "/voice/" + id))
          .addHeader(Replies.header("ETag", answered.etag()))
          .addHeader(Replies.noStore());
    } catch (OfferRefused refused) {
      place.forgo();
      throw refusal(refused);
    } catch (RuntimeException e) {
      place.forgo();
      throw e;
    }
  }

  private static ProblemException refusal(OfferRefused refused) {
    return new ProblemException(
        switch (refused.reason()) {
          case NOT_ACCEPTABLE -> ProblemDetail.of(ProblemType.INVALID_OFFER, refused.getMessage());
          case TOO_MANY_CALLS -> ProblemDetail.of(ProblemType.OVERLOADED, refused.getMessage());
        });
  }

  private static Outcome patched(WebRtcLeg leg, String fragment) {
    try {
      return leg.patch(fragment)
          .map(restarted -> new Outcome(restarted.fragment(), restarted.etag(), ""))
          .orElse(Outcome.DONE);
    } catch (OfferRefused refused) {
      return Outcome.refused(refused.getMessage());
    }
  }

  private CompletionStage<HttpResponse> negotiate(Call call) {
    var opened = guard.calling(call, Guard.bearer(call));
    return call.text(FRAGMENT)
        .thenCompose(fragment -> wish(call, opened, new Wish.Negotiate(fragment)))
        .thenApply(VoiceEndpoints::negotiated);
  }

  private static HttpResponse negotiated(Outcome outcome) {
    if (!outcome.refusal().isEmpty())
      throw new ProblemException(ProblemDetail.of(ProblemType.INVALID_OFFER, outcome.refusal()));
    if (outcome.body().isEmpty()) return HttpResponse.create().withStatus(204);
    return HttpResponse.create()
        .withEntity(type(FRAGMENT), ByteString.fromString(outcome.body()))
        .addHeader(Replies.header("ETag", outcome.tag()))
        .addHeader(Replies.noStore());
  }

  private CompletionStage<HttpResponse> control(Call call) {
    var opened = guard.calling(call, Guard.bearer(call));
    return call.json()
        .thenCompose(fields -> wish(call, opened, control(fields)))
        .thenApply(_ -> HttpResponse.create().withStatus(204));
  }

  /// `{"type":"mute","muted":true}` or `{"type":"stop-talking"}`.
  static Wish control(Fields fields) {
    return switch (fields.text("type", 32)) {
      case "mute" ->
          fields
              .value("muted")
              .filter(value -> value.isBoolean())
              .<Wish>map(value -> value.booleanValue() ? new Wish.Mute() : new Wish.Unmute())
              .orElseThrow(() -> new Malformed("muted is missing (expected: true or false)"));
      case "stop-talking" -> new Wish.StopTalking();
      default -> throw new Malformed("unknown type (expected: mute or stop-talking)");
    };
  }

  private CompletionStage<HttpResponse> hangUp(Call call) {
    var opened = guard.calling(call, Guard.bearer(call));
    return wish(call, opened, new Wish.HangUp())
        .thenApply(_ -> HttpResponse.create().withStatus(200));
  }

  private CompletionStage<Outcome> wish(Call call, Opened opened, Wish wish) {
    return voice
        .calls()
        .wish(call.value("call"), opened.key(), wish)
        .thenApply(
            found -> found.orElseThrow(() -> new ProblemException(ProblemType.NO_SUCH_CALL)));
  }

  // --- what every call begins with ------------------------------------------------------------

  /// Whether the customer of this token can call.
  CompletionStage<Beginning> begin(Call call, Optional<String> token) {
    var opened = guard.calling(call, token);
    var visit = new Visit(opened.principal(), opened.key(), call.from());
    var language = call.query("language").filter(tag -> !tag.isEmpty());
    return voice
        .desk()
        .check(visit, language)
        .thenApply(check -> new Beginning(opened, passed(check)));
  }

  private static CallCheck.Passed passed(CallCheck check) {
    return switch (check) {
      case CallCheck.Passed passed -> passed;
      case CallCheck.NoSuchSession() -> throw Guard.notFound();
      case CallCheck.SessionEnded() -> throw new ProblemException(ProblemType.SESSION_ENDED);
      case CallCheck.NotALanguage() ->
          throw new Malformed("language of another form (expected: de, pt-BR …)");
      case CallCheck.NotSpoken(var language, var spoken) ->
          throw unavailable(
              "calls in %s are not possible here (expected: %s)".formatted(language, spoken));
      case CallCheck.NotAvailable(var detail) -> throw unavailable(detail);
    };
  }

  private static ProblemException unavailable(String detail) {
    return new ProblemException(ProblemDetail.of(ProblemType.VOICE_UNAVAILABLE, detail));
  }

  /// Ends the call together with its token.
  CallTenure tenure(Call call, Beginning begun, Leg leg, Runnable end) {
    var held =
        begun.opened().token().orElseThrow(() -> new IllegalStateException("only customers call"));
    var system = call.materializer().system();
    return CallTenure.begin(edge, held, leg, system.scheduler(), system.dispatcher(), end);
  }

  VoiceEdge voice() {
    return voice;
  }

  Edge edge() {
    return edge;
  }

  private static ContentType type(String mediaType) {
    return ContentTypes.parse(mediaType);
  }
}
