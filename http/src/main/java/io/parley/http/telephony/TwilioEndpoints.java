package io.parley.http.telephony;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.fault.Stages;
import io.parley.core.speech.spoken.SpokenForm;
import io.parley.core.tenant.TenantId;
import io.parley.core.turn.Line;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.relay.RelayHandoff;
import io.parley.voice.stream.JsonFrames;
import io.parley.voice.telephony.NumberPlan.Destination;
import io.parley.voice.twilio.TwilioForm;
import io.parley.voice.twilio.TwilioSettings;
import io.parley.voice.twilio.Twiml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Twilio's webhooks and sockets, each with `X-Twilio-Signature`.
final class TwilioEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(TwilioEndpoints.class);

  static final String VOICE = "/v1/telephony/twilio/voice";
  static final String STATUS = "/v1/telephony/twilio/status";
  static final String ANSWERER = "/v1/telephony/twilio/answerer";
  static final String SAID = "/v1/telephony/twilio/said";
  private static final String CONNECTED = "/v1/telephony/twilio/connected";
  private static final String DIALLED = "/v1/telephony/twilio/dialled";
  private static final String RECORDING = "/v1/telephony/twilio/recording";
  private static final String MEDIA = "/v1/telephony/twilio/media";
  private static final String RELAY = "/v1/telephony/twilio/relay";

  private static final String PROVIDER = "twilio";
  private static final String PASS = "pass";

  /// Of a `<Dial>` whose target has answered.
  private static final Set<String> ANSWERED = Set.of("completed", "answered");

  /// In the query of a call whose number was attested when it rang.
  private static final String ATTESTED = "attested";

  private final TelephonyEdge edge;
  private final TwilioSigned signed;

  private TwilioEndpoints(TelephonyEdge edge) {
    this.edge = edge;
    this.signed = new TwilioSigned(edge);
  }

  static List<Endpoint> of(TelephonyEdge edge) {
    var twilio = new TwilioEndpoints(edge);
    return List.of(
        Endpoint.post(VOICE, twilio::answer),
        Endpoint.post(CONNECTED, twilio::connected),
        Endpoint.post(DIALLED, twilio::dialled),
        Endpoint.post(STATUS, twilio::status),
        Endpoint.post(ANSWERER, twilio::answerer),
        Endpoint.post(SAID, twilio::said),
        Endpoint.post(RECORDING, twilio::recording),
        Endpoint.get(MEDIA, twilio::media),
        Endpoint.get(RELAY, twilio::relay));
  }

  /// Path and query that are asked about a call that was handed over.
  static String afterHandover(CallPass pass) {
    var of = pass.order().map(order -> "&order=" + order.id()).orElse("");
    return DIALLED + "?" + query(pass.phone()) + of;
  }

  /// Instructions for a call that rings, or that we placed and that was answered.
  private CompletionStage<HttpResponse> answer(Call call) {
    return signed.form(call, form -> answer(call, form).thenApply(TwilioEndpoints::xml));
  }

  private static boolean isOurs(TwilioForm form) {
    return form.text("Direction").filter(d -> d.startsWith("outbound")).isPresent();
  }

  /// @return empty when the number is not listed
  private Optional<CallPass> pass(Call call, TwilioForm form) {
    return isOurs(form)
        ? pass(call, form, Optional.of(ordered(call)))
        : pass(call, form, edge.telephony().settings().numbers().find(form.text("To").orElse("")));
  }

  /// Of a call that goes on: as it began, wherever its number leads by now. Calls that began at a
  /// node of the release before have no such query.
  private Optional<CallPass> going(Call call, TwilioForm form) {
    return TelephonyEdge.query(call, "tenant").isPresent()
        ? pass(call, form, Optional.of(ordered(call)))
        : pass(call, form);
  }

  private Optional<CallPass> pass(Call call, TwilioForm form, Optional<Destination> to) {
    boolean isOurs = isOurs(form);
    var number = form.text(isOurs ? "From" : "To").orElse("");
    var sid = form.text("CallSid").filter(id -> id.matches("CA[0-9a-fA-F]{32}"));
    if (to.isEmpty() || sid.isEmpty()) return Optional.empty();
    return Optional.of(
        new CallPass(
            new PhoneCall(
                PROVIDER,
                sid.get(),
                to.get().tenant(),
                to.get().agent(),
                to.get().language(),
                form.text(isOurs ? "To" : "From").orElse(""),
                number,
                !isOurs && (isKnowable(form) || wasAttested(call))),
            isOurs ? TelephonyEdge.order(call) : Optional.empty()));
  }

  /// A caller whom ConversationRelay brings back finds the session by the same request, which later
  /// webhooks, without an attestation, could not repeat.
  private boolean isKnowable(TwilioForm form) {
    return withSound() && form.isAttested();
  }

  /// Twilio tells it of a call that rings, and not again.
  private static boolean wasAttested(Call call) {
    return TelephonyEdge.query(call, ATTESTED).isPresent();
  }

  /// Whether we listen and speak.
  private boolean withSound() {
    return twilio().mode() == TwilioSettings.Mode.MEDIA;
  }

  private CompletionStage<String> answer(Call call, TwilioForm form) {
    boolean isOurs = isOurs(form);
    var found = pass(call, form);
    if (found.isEmpty()) return now(isOurs ? Twiml.hangUp() : Twiml.reject(false));
    var pass = found.get();
    boolean isColleague =
        withSound() && edge.telephony().transfers().colleagues().isExpected(pass.phone().call());
    if (!isColleague && !edge.calls().isPossible(pass, withSound())) {
      LOG.warn("a call by Twilio is not answered: none of its agent is possible now");
      return now(isOurs ? Twiml.hangUp() : Twiml.reject(true));
    }
    var settings = edge.telephony().settings();
    // a colleague's sound is of use at the node of the call alone
    if (withSound()) return now(stream(pass, isColleague ? settings.ofNode() : settings));
    return edge.calls()
        .first(pass)
        .handle(
            (first, failure) -> {
              if (failure == null) return relay(call, pass, first.text().orElse(""));
              LOG.warn("a call by Twilio is not answered: {}", Stages.cause(failure).toString());
              return Twiml.hangUp();
            });
  }

  private String stream(CallPass pass, TelephonySettings at) {
    return Twiml.stream(at.socket(MEDIA).toString(), Map.of(PASS, edge.passes().issue(pass)));
  }

  /// @param greeting words of the agent, as they are written; may be empty
  private String relay(Call call, CallPass pass, String greeting) {
    return Twiml.relay(
        next(CONNECTED, call, pass),
        edge.telephony().settings().socket(RELAY).toString(),
        spoken(pass, greeting),
        Map.of(PASS, edge.passes().issue(pass)));
  }

  /// The webhook that says how the call goes on. Its query says whose call it is; that of a call
  /// which we have placed came with it.
  private String next(String path, Call call, CallPass pass) {
    var query =
        pass.order().isPresent()
            ? call.request().getUri().rawQueryString().orElse("")
            : query(pass.phone());
    return edge.telephony().settings().url(path + "?" + query).toString();
  }

  private static String query(PhoneCall phone) {
    var query =
        "tenant=%s&agent=%s&language=%s"
            .formatted(
                phone.tenant().value(),
                encoded(phone.agent().orElse("")),
                encoded(phone.language().orElse("")));
    return phone.attested() ? query + "&" + ATTESTED + "=1" : query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// ConversationRelay is over: the agent hands the call over, or nothing follows.
  private CompletionStage<HttpResponse> connected(Call call) {
    return signed.form(call, form -> now(xml(afterRelay(call, form))));
  }

  private String afterRelay(Call call, TwilioForm form) {
    var handoff = form.text("HandoffData");
    var target = handoff.flatMap(RelayHandoff::target);
    var pass = going(call, form);
    if (pass.isPresent() && handoff.filter(RelayHandoff::isLeft).isPresent())
      return again(call, pass.get().moved(), "");
    if (target.isEmpty() || pass.isEmpty()) return Twiml.hangUp();
    var phone = pass.get().phone();
    return edge.telephony()
        .agents()
        .current(phone.tenant(), phone.agent())
        .flatMap(
            agent ->
                RelayTransfers.number(
                    edge.telephony().transfers().targets(),
                    phone.tenant(),
                    agent.ref(),
                    target.get(),
                    edge.edge().clock()))
        .map(number -> Twiml.dialReturning(number, next(DIALLED, call, pass.get())))
        .orElseGet(() -> back(call, pass.get()));
  }

  /// The call that the caller was handed over to is over, or did not come about.
  private CompletionStage<HttpResponse> dialled(Call call) {
    return signed.form(
        call,
        form -> {
          boolean hasTalked = form.text("DialCallStatus").filter(ANSWERED::contains).isPresent();
          return now(
              xml(
                  going(call, form)
                      .filter(_ -> !hasTalked)
                      .map(pass -> back(call, pass))
                      .orElseGet(Twiml::hangUp)));
        });
  }

  /// Back to the agent, in the same session. Where we speak, the call itself says so.
  private String back(Call call, CallPass pass) {
    if (withSound())
      return edge.calls().isPossible(pass.back(), true)
          ? stream(pass.back(), edge.telephony().settings())
          : Twiml.hangUp();
    var words = edge.telephony().lines().apply(edge.language(pass)).get(Line.NOT_CONNECTED);
    return again(call, pass.back(), words);
  }

  private String again(Call call, CallPass pass, String words) {
    return !withSound() && edge.calls().isPossible(pass, false)
        ? relay(call, pass, words)
        : Twiml.hangUp();
  }

  private static <T> CompletionStage<T> now(T answer) {
    return CompletableFuture.completedStage(answer);
  }

  /// Twilio's signature covers the query, which was ours when the call was placed.
  private static Destination ordered(Call call) {
    return new Destination(
        TelephonyEdge.query(call, "tenant").map(TenantId::new).orElse(TenantId.DEFAULT),
        TelephonyEdge.query(call, "agent"),
        TelephonyEdge.query(call, "language").filter(AgentPresentation::isLanguage));
  }

  /// How Twilio is to listen and speak.
  private Map<String, String> spoken(CallPass pass, String greeting) {
    var relay = twilio().relay();
    var language = edge.language(pass);
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("language", Twiml.region(language));
    attributes.put("voice", relay.voice().orElse(""));
    attributes.put("ttsProvider", relay.speaker().orElse(""));
    attributes.put("transcriptionProvider", relay.transcriber().orElse(""));
    attributes.put("interruptible", "any");
    attributes.put("dtmfDetection", "true");
    // for who speaks, so that silence is heard
    attributes.put("events", "speaker-events");
    attributes.put(
        "welcomeGreeting", greeting.isEmpty() ? "" : SpokenForm.in(language).of(greeting));
    return attributes;
  }

  private CompletionStage<HttpResponse> status(Call call) {
    return signed.form(
        call,
        form ->
            done(
                () ->
                    form.progress()
                        .map(
                            progress ->
                                TelephonyEdge.order(call).map(progress::of).orElse(progress))
                        .ifPresent(edge.telephony().reports()::call)));
  }

  /// Twilio has listened for a machine beside the conversation.
  private CompletionStage<HttpResponse> answerer(Call call) {
    return signed.form(
        call,
        form ->
            done(
                () ->
                    TelephonyEdge.order(call)
                        .flatMap(form::answerer)
                        .ifPresent(
                            report ->
                                edge.calls()
                                    .machines()
                                    .told(report)
                                    .whenComplete((_, failure) -> logged("a machine", failure)))));
  }

  /// A message for a machine was spoken to its end.
  private CompletionStage<HttpResponse> said(Call call) {
    return signed.form(
        call,
        _ -> {
          TelephonyEdge.order(call)
              .ifPresent(
                  order ->
                      edge.calls()
                          .machines()
                          .said(order)
                          .whenComplete((_, failure) -> logged("a message", failure)));
          return now(xml(Twiml.hangUp()));
        });
  }

  private static void logged(String what, Throwable failure) {
    if (failure != null) LOG.warn("{} in a call out is not noted", what, Stages.cause(failure));
  }

  private CompletionStage<HttpResponse> recording(Call call) {
    return signed.form(
        call,
        form -> done(() -> form.recording().ifPresent(edge.telephony().reports()::recording)));
  }

  private static CompletionStage<HttpResponse> done(Runnable work) {
    work.run();
    return now(HttpResponse.create().withStatus(204));
  }

  private TwilioSettings twilio() {
    return edge.telephony().settings().twilio();
  }

  private static HttpResponse xml(String document) {
    return HttpResponse.create()
        .withEntity(ContentTypes.TEXT_XML_UTF8, ByteString.fromString(document))
        .addHeader(Replies.noStore());
  }

  private CompletionStage<HttpResponse> media(Call call) {
    if (!signed.isUpgrade(call)) return TelephonyEdge.refused();
    var admission =
        new StreamCall.Admission(
            started -> edge.take(PROVIDER, started.parameters().get(PASS)),
            (pass, leg) -> edge.calls().open(pass, leg, call.id().value()),
            pass -> edge.away(pass, MEDIA));
    return CompletableFuture.completedStage(edge.stream(call, JsonFrames.ofTwilio(), admission));
  }

  private CompletionStage<HttpResponse> relay(Call call) {
    if (!signed.isUpgrade(call)) return TelephonyEdge.refused();
    return CompletableFuture.completedStage(
        edge.relay(call, setup -> edge.take(PROVIDER, setup.parameters().get(PASS))));
  }
}
