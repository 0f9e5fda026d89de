package io.parley.voice.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.TelephonyFailure;
import io.parley.voice.telephony.TelephonyFailure.Category;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Calls out by Twilio's REST API (2010-04-01). Twilio's API knows no idempotency keys: an order is
/// claimed with us first, and is not dialled again, even when it is unknown whether Twilio got it.
public final class TwilioCalls implements OutboundCalls {
  private static final String NAME = "twilio";
  private static final String FORM = "application/x-www-form-urlencoded";

  /// E.164, with the plus.
  private static final String NUMBER = "\\+[1-9][0-9]{1,14}";

  private static final String CALL = "CA[0-9a-fA-F]{32}";
  private static final int SID_MAX = 64;
  private static final int OK = 200;
  private static final int REDIRECT = 300;

  /// Twilio's number of the error that there is no such call.
  private static final String NO_SUCH_CALL = "20404";

  private final GuardedHttp http;
  private final DialClaims claims;
  private final URI base;
  private final String credentials;
  private final Callbacks callbacks;
  private final Executor executor;

  /// Where Twilio reaches us.
  ///
  /// @param answer asked what to do when the other end answers; gets agent and language as query
  /// @param status told how the call goes; gets the same query
  public record Callbacks(URI answer, URI status) {}

  /// @param settings with account and token
  /// @param executor runs requests, which block
  public TwilioCalls(
      TwilioSettings settings,
      GuardedHttp http,
      DialClaims claims,
      Callbacks callbacks,
      Executor executor) {
    var account = settings.account().orElseThrow(() -> missing("account-sid"));
    var token = settings.token().orElseThrow(() -> missing("auth-token"));
    this.http = http;
    this.claims = claims;
    this.callbacks = callbacks;
    this.executor = executor;
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
    requireNumber(order.from());
    requireNumber(order.to());
    return claims
        .claim(order)
        .thenCompose(
            claim ->
                switch (claim) {
                  case FIRST -> dial(order);
                  case REPEATED -> CompletableFuture.completedStage(new Placed.Repeated());
                  case OTHER_ORDER -> CompletableFuture.completedStage(new Placed.KeyReused());
                });
  }

  private CompletionStage<Placed> dial(Order order) {
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
    return post("/Calls.json", fields).thenApply(answer -> new Placed.Dialled(sid(answer)));
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

  private static String sid(String answer) {
    try {
      var sid = WireObject.read(answer).text("sid", SID_MAX);
      if (sid.matches(CALL)) return sid;
    } catch (MalformedFrame e) {
      throw failure(Category.GARBAGE, true, "", e);
    }
    throw failure(Category.GARBAGE, true, "", null);
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    return update(call, new Field("Status", "completed"));
  }

  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    requireNumber(number);
    callerId.ifPresent(TwilioCalls::requireNumber);
    return update(call, new Field("Twiml", Twiml.dial(number, callerId)));
  }

  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    requireCall(call);
    var request = authorised(GuardedRequest.get(URI.create(base + "/Calls/" + call + ".json")));
    return CompletableFuture.supplyAsync(() -> look(call, request), executor);
  }

  private Optional<CallProgress> look(String call, GuardedRequest request) {
    try {
      return Optional.of(progress(call, WireObject.read(send(request))));
    } catch (TelephonyFailure e) {
      if (e.code().equals(NO_SUCH_CALL)) return Optional.empty();
      throw e;
    } catch (MalformedFrame e) {
      throw failure(Category.GARBAGE, false, "", e);
    }
  }

  private static CallProgress progress(String call, WireObject answer) {
    var status =
        answer
            .textIfAny("status", SID_MAX)
            .flatMap(TwilioForm::status)
            .orElseThrow(() -> failure(Category.GARBAGE, false, "", null));
    var length = answer.numberIfAny("duration").map(Duration::ofSeconds);
    return new CallProgress(NAME, call, status, length, Optional.empty());
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
    return CompletableFuture.supplyAsync(() -> send(request), executor);
  }

  private GuardedRequest authorised(GuardedRequest request) {
    return request.withCredential("Authorization", credentials).with("Accept", "application/json");
  }

  private String send(GuardedRequest request) {
    try (var response = http.send(request)) {
      var text = response.text();
      if (response.status() >= OK && response.status() < REDIRECT) return text;
      throw refused(response.status(), text);
    } catch (GuardFailure e) {
      throw failure(Category.UNAVAILABLE, e.mayHaveHappened(), "", e);
    }
  }

  private static TelephonyFailure refused(int status, String text) {
    var category =
        switch (status) {
          case 401, 403 -> Category.CREDENTIALS;
          case 429 -> Category.LIMITED;
          default -> status >= 500 ? Category.UNAVAILABLE : Category.REFUSED;
        };
    // a gateway's error may come after the request went through
    return failure(category, category == Category.UNAVAILABLE, code(text), null);
  }

  /// Twilio's own number of the error.
  private static String code(String text) {
    try {
      return WireObject.read(text).numberIfAny("code").map(Object::toString).orElse("");
    } catch (MalformedFrame notJson) {
      return "";
    }
  }

  private static TelephonyFailure failure(
      Category category, boolean sent, String code, Throwable cause) {
    return new TelephonyFailure(NAME, category, sent, code, cause);
  }

  private static void requireNumber(String number) {
    if (!number.matches(NUMBER))
      throw new IllegalArgumentException("a number of another form (expected: +493012345)");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
