package io.parley.voice.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.speech.spoken.SpokenForm;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.ProviderApi;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Calls out by Twilio's REST API (2010-04-01). Twilio's API knows no idempotency keys: an order is
/// claimed with us first, and is not dialled again, even when it is unknown whether Twilio got it.
public final class TwilioCalls implements OutboundCalls {
  private static final String NAME = "twilio";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CALL = "CA[0-9a-fA-F]{32}";
  private static final int SID_MAX = 64;

  /// Twilio's number of the error that there is no such call.
  private static final String NO_SUCH_CALL = "20404";

  /// Twilio's limits of `MachineDetectionTimeout`.
  private static final long LISTENED_MIN_SECONDS = 3;

  private static final long LISTENED_MAX_SECONDS = 59;

  private final ProviderApi api;
  private final DialClaims claims;
  private final URI base;
  private final String credentials;
  private final Callbacks callbacks;
  private final Optional<Duration> listened;

  /// Where Twilio reaches us.
  ///
  /// @param answer asked what to do when the other end answers; gets agent and language as query
  /// @param status told how the call goes; gets the same query
  /// @param answerer told whether a machine has answered; gets the same query
  /// @param said asked what follows a message for a machine; gets tenant and order as query
  public record Callbacks(URI answer, URI status, URI answerer, URI said) {}

  /// @param settings with account and token
  /// @param listened how long Twilio listens for machines, beside the conversation; empty: it does
  ///   not
  /// @param executor runs requests, which block
  public TwilioCalls(
      TwilioSettings settings,
      GuardedHttp http,
      DialClaims claims,
      Callbacks callbacks,
      Optional<Duration> listened,
      Executor executor) {
    var account = settings.account().orElseThrow(() -> missing("account-sid"));
    var token = settings.token().orElseThrow(() -> missing("auth-token"));
    this.api = new ProviderApi(NAME, (_, body) -> code(body), http, executor);
    this.claims = claims;
    this.callbacks = callbacks;
    this.listened = listened;
    this.base = URI.create(settings.api() + "/2010-04-01/Accounts/" + account);
    this.credentials =
        "Basic " + Base64.getEncoder().encodeToString((account + ":" + token).getBytes(UTF_8));
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException(
        "parley.telephony.twilio.%s: nothing (expected: it, for calls out)".formatted(key));
  }

  /// One name and value of a form; names may repeat.
  private record Field(String name, String value) {}

  @Override
  public CompletionStage<Placed> place(Order order) {
    OutboundCalls.requireNumber(order.from());
    OutboundCalls.requireNumber(order.to());
    return claims.once(order, () -> dial(order));
  }

  private CompletionStage<String> dial(Order order) {
    var fields = new ArrayList<Field>();
    fields.add(new Field("From", order.from()));
    fields.add(new Field("To", order.to()));
    fields.add(new Field("Url", callbacks.answer() + query(order)));
    fields.add(new Field("Method", "POST"));
    fields.add(new Field("Timeout", Long.toString(order.ring().toSeconds())));
    fields.add(new Field("StatusCallback", callbacks.status() + query(order)));
    fields.add(new Field("StatusCallbackMethod", "POST"));
    for (var event : List.of("initiated", "ringing", "answered", "completed"))
      fields.add(new Field("StatusCallbackEvent", event));
    listened.ifPresent(longest -> fields.addAll(detection(order, longest)));
    return post("/Calls.json", fields).thenApply(this::sid);
  }

  /// A person hears the agent at once: the detection runs beside the conversation. With the end of
  /// a machine's greeting it is known that a message may begin. Source: Twilio, "Answering Machine
  /// Detection".
  private List<Field> detection(Order order, Duration longest) {
    long seconds = Math.clamp(longest.toSeconds(), LISTENED_MIN_SECONDS, LISTENED_MAX_SECONDS);
    return List.of(
        new Field("MachineDetection", "DetectMessageEnd"),
        new Field("MachineDetectionTimeout", Long.toString(seconds)),
        new Field("AsyncAmd", "true"),
        new Field("AsyncAmdStatusCallback", callbacks.answerer() + query(order)),
        new Field("AsyncAmdStatusCallbackMethod", "POST"));
  }

  /// Twilio's signature covers it.
  private static String query(Order order) {
    return "?tenant=%s&agent=%s&language=%s&order=%s"
        .formatted(
            order.tenant().value(),
            encoded(order.agent().orElse("")),
            encoded(order.language().orElse("")),
            encoded(order.key()));
  }

  private String sid(String answer) {
    try {
      var sid = WireObject.read(answer).text("sid", SID_MAX);
      if (sid.matches(CALL)) return sid;
    } catch (MalformedFrame e) {
      throw api.garbage(true, e);
    }
    throw api.garbage(true, null);
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    return update(call, new Field("Status", "completed"));
  }

  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    OutboundCalls.requireNumber(number);
    callerId.ifPresent(OutboundCalls::requireNumber);
    return update(call, new Field("Twiml", Twiml.dial(number, callerId)));
  }

  @Override
  public CompletionStage<Void> transferReturning(String call, String number, URI next) {
    OutboundCalls.requireNumber(number);
    return update(call, new Field("Twiml", Twiml.dialReturning(number, next.toString())));
  }

  /// New instructions end the stream that there is.
  @Override
  public CompletionStage<Void> reconnect(String call, URI socket, Map<String, String> parameters) {
    return update(call, new Field("Twiml", Twiml.stream(socket.toString(), parameters)));
  }

  /// New instructions end ConversationRelay, and with it the conversation.
  @Override
  public CompletionStage<Void> leave(String call, Message message) {
    var order = message.order();
    var next =
        "%s?tenant=%s&order=%s"
            .formatted(callbacks.said(), order.tenant().value(), encoded(order.id()));
    var spoken = SpokenForm.in(message.language()).of(message.text());
    return update(
        call, new Field("Twiml", Twiml.say(spoken, Twiml.region(message.language()), next)));
  }

  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    requireCall(call);
    var request = authorised(GuardedRequest.get(URI.create(base + "/Calls/" + call + ".json")));
    return api.find(request, Set.of(NO_SUCH_CALL))
        .thenApply(found -> found.map(answer -> progress(call, answer)));
  }

  private CallProgress progress(String call, String text) {
    try {
      var answer = WireObject.read(text);
      var status =
          answer
              .textIfAny("status", SID_MAX)
              .flatMap(TwilioForm::status)
              .orElseThrow(() -> api.garbage(false, null));
      var length = answer.numberIfAny("duration").map(Duration::ofSeconds);
      return new CallProgress(NAME, call, status, length, Optional.empty());
    } catch (MalformedFrame e) {
      throw api.garbage(false, e);
    }
  }

  private static void requireCall(String call) {
    if (!call.matches(CALL))
      throw new IllegalArgumentException("a call's id of another form (expected: CA…)");
  }

  private CompletionStage<Void> update(String call, Field field) {
    requireCall(call);
    return post("/Calls/" + call + ".json", List.of(field)).thenApply(_ -> null);
  }

  private CompletionStage<String> post(String path, List<Field> fields) {
    var body =
        String.join("&", fields.stream().map(f -> f.name() + "=" + encoded(f.value())).toList());
    var request =
        authorised(GuardedRequest.post(URI.create(base + path), FORM, body.getBytes(UTF_8)));
    return api.send(request);
  }

  private GuardedRequest authorised(GuardedRequest request) {
    return request.withCredential("Authorization", credentials).with("Accept", "application/json");
  }

  /// Twilio's own number of the error.
  private static String code(String text) {
    try {
      return WireObject.read(text).numberIfAny("code").map(Object::toString).orElse("");
    } catch (MalformedFrame notJson) {
      return "";
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
