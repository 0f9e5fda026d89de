package io.parley.http.voice;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.journal.SessionListing;
import io.parley.core.session.Customer;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.limit.Refusals;
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
import io.parley.http.token.Identity;
import io.parley.http.voice.CallPlaces.None;
import io.parley.http.voice.CallPlaces.Place;
import io.parley.http.voice.VoiceDoor.Availability;
import io.parley.sessions.SessionView;
import io.parley.voice.call.Caller;
import io.parley.voice.call.Engines;
import io.parley.voice.call.Negotiation;
import io.parley.voice.call.Outcome;
import io.parley.voice.call.Wish;
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
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.util.ByteString;

/// Every address of calls.
public final class VoiceEndpoints {
  private static final String SDP = "application/sdp";
  private static final String FRAGMENT = "application/trickle-ice-sdpfrag";

  /// Models that have just been fetched are there after this at the latest.
  private static final Duration FRESH = Duration.ofSeconds(10);

  /// A call that gives way needs a moment to end.
  private static final int LOOKS = 40;

  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  private final Edge edge;
  private final Guard guard;
  private final VoiceDoor voice;
  private final CallPlaces places;

  private VoiceEndpoints(Edge edge, VoiceDoor voice) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.voice = voice;
    this.places = new CallPlaces(edge, voice);
  }

  /// @param origins whose pages may open WebSockets
  public static List<Endpoint> of(Edge edge, VoiceDoor voice, Origins origins) {
    var calls = new VoiceEndpoints(edge, voice);
    return List.of(
        Endpoint.get("/v1/voice", calls::tell),
        Endpoint.get("/v1/sessions/{id}/voice/socket", new AudioSocketCall(calls, origins)::open),
        Endpoint.post("/v1/sessions/{id}/voice", calls::offer),
        Endpoint.patch("/v1/sessions/{id}/voice/{call}", calls::negotiate),
        Endpoint.post("/v1/sessions/{id}/voice/{call}", calls::control),
        Endpoint.delete("/v1/sessions/{id}/voice/{call}", calls::hangUp));
  }

  /// What a call begins with.
  record Beginning(Opened opened, SessionView view, String language, Engines engines) {}

  private CompletionStage<HttpResponse> tell(Call call) {
    var json = JsonText.object();
    switch (voice.availability().get()) {
      case Availability.Ready(var engines) -> {
        var languages = json.put("available", true).putArray("languages");
        languages(engines).forEach(languages::add);
      }
      case Availability.Missing(var reason, var detail) ->
          json.put("available", false).put("reason", reason).put("detail", detail);
    }
    json.put("webrtc", voice.webRtc().isPresent());
    return CompletableFuture.completedStage(Replies.publicJson(json, FRESH));
  }

  private CompletionStage<HttpResponse> offer(Call call) {
    var webRtc = voice.webRtc().orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    return call.text(SDP)
        .thenCombine(begin(call, Guard.bearer(call)), Offered::new)
        .thenCompose(
            offered ->
                reserve(call, offered.beginning())
                    .thenApply(
                        place ->
                            answer(call, webRtc, offered.offer(), offered.beginning(), place)));
  }

  private record Offered(String offer, Beginning beginning) {}

  /// There is a place for the call.
  private HttpResponse answer(
      Call call, WebRtc webRtc, String offer, Beginning begun, Place place) {
    try {
      var answered = webRtc.answer(offer, call.from().block());
      var id =
          open(call, begun, answered.leg(), fragment -> patched(answered.leg(), fragment), place);
      var key = begun.opened().key();
      var hangUp = Wish.of(Wish.Kind.HANG_UP);
      tenure(call, begun, answered.leg(), () -> voice.calls().wish(id, key, hangUp));
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
        .thenCompose(fragment -> wish(call, opened, new Wish(Wish.Kind.NEGOTIATE, fragment)))
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
        .thenCompose(fields -> wish(call, opened, Wish.of(kind(fields))))
        .thenApply(_ -> HttpResponse.create().withStatus(204));
  }

  /// `{"type":"mute","muted":true}` or `{"type":"stop-talking"}`.
  static Wish.Kind kind(Fields fields) {
    return switch (fields.text("type", 32)) {
      case "mute" ->
          fields
              .value("muted")
              .filter(value -> value.isBoolean())
              .map(value -> value.booleanValue() ? Wish.Kind.MUTE : Wish.Kind.UNMUTE)
              .orElseThrow(() -> new Malformed("muted is not there (expected: true or false)"));
      case "stop-talking" -> Wish.Kind.STOP_TALKING;
      default -> throw new Malformed("type of another kind (expected: mute or stop-talking)");
    };
  }

  private CompletionStage<HttpResponse> hangUp(Call call) {
    var opened = guard.calling(call, Guard.bearer(call));
    return wish(call, opened, Wish.of(Wish.Kind.HANG_UP))
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

  /// Who calls, and whether they can be heard.
  CompletionStage<Beginning> begin(Call call, Optional<String> token) {
    var opened = guard.calling(call, token);
    edge.requireStaying();
    var language = call.query("language").filter(tag -> !tag.isEmpty());
    if (language.filter(tag -> !AgentPresentation.isLanguage(tag)).isPresent())
      throw new Malformed("language of another form (expected: de, pt-BR …)");
    var engines = engines();
    return edge.door()
        .view(opened.key())
        .thenApply(view -> view.orElseThrow(Guard::notFound))
        .thenApply(
            view -> {
              if (view.status() != SessionListing.Status.ACTIVE)
                throw new ProblemException(ProblemType.SESSION_ENDED);
              var spoken = language.orElseGet(() -> texts(view, "").language());
              if (!engines.speak(spoken))
                throw new ProblemException(
                    ProblemDetail.of(
                        ProblemType.VOICE_UNAVAILABLE,
                        "calls in %s are not possible here (expected: %s)"
                            .formatted(spoken, languages(engines))));
              return new Beginning(opened, view, spoken, engines);
            });
  }

  /// Takes a place for one more call. If there is none, one is made where that is possible: an
  /// offer whose browser has not connected gives way, and then a call in which nobody has said
  /// anything.
  CompletionStage<Place> reserve(Call call, Beginning begun) {
    if (voice.calls().isDraining()) throw edge.goesAway();
    boolean verified = begun.view().customer().filter(Customer::verified).isPresent();
    return switch (places.reserve(call.from(), verified)) {
      case Place place -> CompletableFuture.completedStage(place);
      case None(var limit, boolean mayLeave) when !mayLeave -> throw edge.overloaded(limit);
      case None(var limit, _) ->
          oneGivesWay()
              .thenCompose(
                  gave ->
                      gave
                          ? Patterns.retry(
                              () -> lookForPlace(call, verified),
                              LOOKS,
                              LOOK_EVERY,
                              call.materializer().system())
                          : CompletableFuture.failedStage(edge.overloaded(limit)));
    };
  }

  private CompletionStage<Boolean> oneGivesWay() {
    return voice.webRtc().map(WebRtc::giveWay).orElse(false)
        ? CompletableFuture.completedStage(true)
        : voice.calls().giveWay();
  }

  private CompletionStage<Place> lookForPlace(Call call, boolean verified) {
    return switch (places.reserve(call.from(), verified)) {
      case Place place -> CompletableFuture.completedStage(place);
      case None(var limit, _) ->
          CompletableFuture.failedStage(
              new ProblemException(
                  ProblemDetail.later(
                      ProblemType.OVERLOADED, limit.sentence(), Refusals.retryAfter())));
    };
  }

  /// @return the call's id
  String open(Call call, Beginning begun, Leg leg, Negotiation negotiation, Place place) {
    leg.gone().whenComplete((_, _) -> place.leave());
    var id = voice.calls().newId();
    voice
        .calls()
        .open(
            id,
            begun.view(),
            begun.language(),
            texts(begun.view(), begun.language()).greeting(),
            leg,
            negotiation,
            begun.engines(),
            caller(call, begun.opened()));
    return id;
  }

  private Caller caller(Call call, Opened opened) {
    var from = call.from();
    return new Caller(
        from.block(),
        conversation ->
            new CountedConversation(
                conversation, say -> edge.refusal(from, opened.identity(), opened.key(), say)));
  }

  /// Ends the call with the token behind it.
  CallTenure tenure(Call call, Beginning begun, Leg leg, Runnable end) {
    if (!(begun.opened().identity() instanceof Identity.Customer customer))
      throw new IllegalStateException("only customers call");
    var system = call.materializer().system();
    return CallTenure.begin(edge, customer, leg, system.scheduler(), system.dispatcher(), end);
  }

  VoiceDoor voice() {
    return voice;
  }

  Edge edge() {
    return edge;
  }

  /// Of the default agent's languages those that somebody hears and speaks.
  private List<String> languages(Engines engines) {
    return VoiceDoor.languages(voice.agents()).stream().filter(engines::speak).toList();
  }

  private Engines engines() {
    return switch (voice.availability().get()) {
      case Availability.Ready(var engines) -> engines;
      case Availability.Missing(_, var detail) ->
          throw new ProblemException(ProblemDetail.of(ProblemType.VOICE_UNAVAILABLE, detail));
    };
  }

  private Texts texts(SessionView view, String language) {
    var agent = voice.agents().find(view.key().tenant(), view.agent()).orElseThrow(Guard::notFound);
    return language.isEmpty()
        ? agent.presentation().preferred()
        : agent.presentation().in(language);
  }

  private static ContentType type(String mediaType) {
    return ContentTypes.parse(mediaType);
  }
}
