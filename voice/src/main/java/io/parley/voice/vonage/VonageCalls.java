package io.parley.voice.vonage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.transfer.TransferAddress;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.ProviderApi;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/// Calls out by Vonage's Voice API (`/v1/calls`). It knows no idempotency keys: an order is claimed
/// with us first, and is not dialled again, even when it is unknown whether Vonage got it. When
/// somebody answers, Vonage asks our webhook what to do, as it does for a call that comes in, and
/// is sent to the socket. Source: Vonage, "Voice API reference".
public final class VonageCalls implements OutboundCalls {
  static final String PROVIDER = "vonage";
  private static final String JSON = "application/json";
  private static final String CALL = "[0-9A-Za-z-]{1,64}";
  private static final int ID_MAX = 64;
  private static final int NOT_FOUND = 404;

  private final ProviderApi api;
  private final DialClaims claims;
  private final URI base;
  private final VonageToken token;
  private final Callbacks callbacks;
  private final boolean detects;
  private final int sampleRate;

  /// Where Vonage reaches us.
  ///
  /// @param answer asked what to do when the other end answers; gets the order as query
  /// @param events told how the call goes; gets the same query
  public record Callbacks(URI answer, URI events) {}

  /// @param settings with an application and its private key, which is read here
  /// @param executor runs requests, which block
  /// @param clock by which tokens are made
  /// @throws IllegalArgumentException when the file of the key cannot be read
  public VonageCalls(
      VonageSettings settings,
      GuardedHttp http,
      DialClaims claims,
      Callbacks callbacks,
      Executor executor,
      InstantSource clock) {
    this.api = new ProviderApi(PROVIDER, VonageCalls::code, http, executor);
    this.claims = claims;
    this.base = URI.create(settings.api() + "/v1/calls");
    this.token =
        VonageToken.of(
            settings.application().orElseThrow(), settings.privateKey().orElseThrow(), clock);
    this.callbacks = callbacks;
    this.detects = settings.detects();
    this.sampleRate = settings.sampleRate();
  }

  @Override
  public CompletionStage<Placed> place(Order order) {
    OutboundCalls.requireNumber(order.from());
    OutboundCalls.requireNumber(order.to());
    return claims.once(order, () -> dial(order));
  }

  private CompletionStage<String> dial(Order order) {
    var body = WireObject.create();
    phone(body.putArray("to").addObject(), order.to());
    phone(body.putObject("from"), order.from());
    body.putArray("answer_url").add(callbacks.answer() + query(order));
    body.put("answer_method", "POST");
    body.putArray("event_url").add(callbacks.events() + query(order));
    body.put("event_method", "POST");
    body.put("ringing_timer", order.ring().toSeconds());
    // "default" listens while the call goes on; other modes hold our answer back until they know
    if (detects)
      body.putObject("advanced_machine_detection")
          .put("behavior", "continue")
          .put("mode", "default");
    return send("POST", base, body).thenApply(this::id);
  }

  private static void phone(ObjectNode endpoint, String number) {
    endpoint.put("type", "phone").put("number", number.substring(1));
  }

  /// The key of an order cannot be guessed; Vonage's signature does not cover a query.
  private static String query(Order order) {
    return "?tenant=%s&order=%s".formatted(order.tenant().value(), order.key());
  }

  private String id(String answer) {
    try {
      var id = WireObject.read(answer).text("uuid", ID_MAX);
      if (id.matches(CALL)) return id;
    } catch (MalformedFrame e) {
      throw api.garbage(true, e);
    }
    throw api.garbage(true, null);
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    return update(call, WireObject.create().put("action", "hangup"));
  }

  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    OutboundCalls.requireNumber(number);
    callerId.ifPresent(OutboundCalls::requireNumber);
    var body = WireObject.create().put("action", "transfer");
    body.putObject("destination")
        .put("type", "ncco")
        .set("ncco", Ncco.dial(number.substring(1), callerId.map(id -> id.substring(1))));
    return update(call, body);
  }

  /// A call's way to a target.
  ///
  /// @param to a number as E.164, or a SIP address
  /// @param callerId one of our numbers that is shown there
  /// @param ring after so long without an answer it is given up
  /// @param back told how it goes, and asked what follows when nobody answers; empty: the call ends
  record Handover(
      TransferAddress to, Optional<String> callerId, Duration ring, Optional<URI> back) {}

  /// Has a call leave our socket for a target.
  ///
  /// @return completes when Vonage has taken the request; fails as [#transfer] does
  CompletionStage<Void> handOver(String call, Handover handover) {
    var body = WireObject.create().put("action", "transfer");
    body.putObject("destination").put("type", "ncco").set("ncco", Ncco.dial(handover));
    return update(call, body);
  }

  /// The call leaves the socket that it has.
  ///
  /// @param parameters texts that need no escape in an address
  @Override
  public CompletionStage<Void> reconnect(String call, URI socket, Map<String, String> parameters) {
    var query =
        parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    var body = WireObject.create().put("action", "transfer");
    body.putObject("destination")
        .put("type", "ncco")
        .set("ncco", Ncco.connect(URI.create(socket + "?" + query), call, sampleRate));
    return update(call, body);
  }

  private CompletionStage<Void> update(String call, ObjectNode body) {
    return send("PUT", uri(call), body).thenApply(_ -> null);
  }

  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    return api.find(authorised(GuardedRequest.get(uri(call))), Set.of(Integer.toString(NOT_FOUND)))
        .thenApply(found -> found.map(answer -> progress(call, answer)));
  }

  private CallProgress progress(String call, String answer) {
    try {
      return VonageEvent.read(answer)
          .progress()
          .filter(progress -> progress.call().equals(call))
          .orElseThrow(() -> api.garbage(false, null));
    } catch (MalformedFrame e) {
      throw api.garbage(false, e);
    }
  }

  private URI uri(String call) {
    if (!call.matches(CALL))
      throw new IllegalArgumentException("a call's id of another form (expected: a UUID)");
    return URI.create(base + "/" + call);
  }

  private CompletionStage<String> send(String method, URI uri, ObjectNode body) {
    return api.send(
        authorised(GuardedRequest.of(method, uri).with(JSON, body.toString().getBytes(UTF_8))));
  }

  private GuardedRequest authorised(GuardedRequest request) {
    return request.withCredential("Authorization", "Bearer " + token.next()).with("Accept", JSON);
  }

  /// Vonage has no numbers of errors; a page of a gateway has no code at all.
  private static String code(int status, String body) {
    try {
      WireObject.read(body);
      return Integer.toString(status);
    } catch (MalformedFrame notJson) {
      return "";
    }
  }
}
