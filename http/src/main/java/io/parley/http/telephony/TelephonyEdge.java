package io.parley.http.telephony;

import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.Call;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.session.Edge;
import io.parley.http.voice.VoiceEdge;
import io.parley.voice.flow.Timer;
import io.parley.voice.relay.RelayMessage;
import io.parley.voice.stream.StreamFrames;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Shared by the endpoints of all providers: passes, sockets, and the checks before them.
final class TelephonyEdge {
  static final String TWILIO_SIGNATURE = "X-Twilio-Signature";

  private static final BodyLimits BODY = new BodyLimits(64 * 1024, Duration.ofSeconds(10));
  private static final int RELAY_BYTES_MAX = 3 * RelayMessage.TEXT_MAX;

  private final Edge edge;
  private final VoiceEdge voice;
  private final Telephony telephony;
  private final PhoneCalls calls;
  private final CallPasses passes;

  TelephonyEdge(Edge edge, VoiceEdge voice, Telephony telephony) {
    this.edge = edge;
    this.voice = voice;
    this.telephony = telephony;
    this.calls = new PhoneCalls(voice, telephony);
    this.passes = passes(edge, telephony.settings());
  }

  static CallPasses passes(Edge edge, TelephonySettings settings) {
    return new CallPasses(
        body -> edge.tokens().seal("telephone-call", body), settings.passLifetime(), edge.clock());
  }

  Edge edge() {
    return edge;
  }

  Telephony telephony() {
    return telephony;
  }

  PhoneCalls calls() {
    return calls;
  }

  CallPasses passes() {
    return passes;
  }

  BodyLimits bodies() {
    return BODY;
  }

  /// The addresses of which the provider called one, the public one first: proxies in front of us
  /// may have changed it.
  List<URI> called(Call call) {
    var query = call.request().getUri().rawQueryString();
    var path = call.path().text() + query.map(text -> "?" + text).orElse("");
    var settings = telephony.settings();
    return Stream.of(settings, settings.ofNode()).map(each -> each.url(path)).distinct().toList();
  }

  /// Takes a pass of this provider.
  ///
  /// @param text may be null
  Optional<CallPass> take(String provider, String text) {
    return Optional.ofNullable(text)
        .flatMap(passes::take)
        .filter(pass -> pass.phone().provider().equals(provider));
  }

  /// How a call leaves this node when it drains, for any other one.
  ///
  /// @param media path of the provider's sockets
  Supplier<CompletionStage<Void>> away(CallPass pass, String media) {
    var socket = telephony.settings().socket(media);
    var network = telephony.transfers().of().apply(pass);
    return () -> network.reconnect(socket, passes.issue(pass.moved()));
  }

  /// The language that a call of this pass is spoken in.
  String language(CallPass pass) {
    return telephony.language(pass.phone());
  }

  /// A socket with the sound of one call.
  HttpResponse stream(Call call, StreamFrames frames, StreamCall.Admission admission) {
    var limits =
        ProviderSocket.Limits.ofProvider(
            frames.textBytesMax(),
            frames.binaryBytesMax(),
            telephony.settings().startTimeout(),
            edge.settings().socket());
    return ProviderSocket.open(
        call,
        limits,
        socket -> new StreamCall(socket, frames, admission, voice.sockets().silenceMax()));
  }

  /// A socket with the text of one call.
  HttpResponse relay(Call call, Function<RelayMessage.Setup, Optional<CallPass>> pass) {
    var limits =
        ProviderSocket.Limits.ofProvider(
            RELAY_BYTES_MAX, 0, telephony.settings().startTimeout(), edge.settings().socket());
    var parts =
        new RelayCall.Parts(
            edge,
            calls,
            telephony,
            pass,
            this::language,
            Timer.of(Adapter.toTyped(call.materializer().system())),
            call.materializer());
    return ProviderSocket.open(
        call, limits, socket -> new RelayCall(socket, parts, call.id().value()));
  }

  /// The order that a call was placed for, in the query of the address that we gave the provider.
  static Optional<CallOutId> order(Call call) {
    try {
      var tenant = query(call, "tenant").map(TenantId::new).orElse(TenantId.DEFAULT);
      return query(call, "order").map(id -> new CallOutId(tenant, id));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /// Empty when it is absent or empty.
  static Optional<String> query(Call call, String name) {
    return call.query(name).filter(value -> !value.isEmpty());
  }

  /// Without a reason: somebody who forges learns nothing.
  static HttpResponse forbidden() {
    return HttpResponse.create().withStatus(403);
  }

  static CompletionStage<HttpResponse> refused() {
    return CompletableFuture.completedStage(forbidden());
  }

  /// Empty when the bytes are not UTF-8.
  static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
