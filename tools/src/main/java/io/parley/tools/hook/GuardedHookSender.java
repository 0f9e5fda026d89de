package io.parley.tools.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.tenant.TenantId;
import io.parley.core.text.ConstantWord;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox.Opened;
import io.parley.core.webhook.HookOutcome;
import io.parley.core.webhook.WebhookSignature;
import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.outbound.http.RetryAfter;
import io.parley.tools.json.Jackson;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sends messages as Standard Webhooks has them: a POST with `webhook-id`, `webhook-timestamp` (of
/// the attempt) and `webhook-signature`, whose body has `type`, `timestamp` (of the event) and
/// `data`. Redirects are not followed, and no answer is read.
public final class GuardedHookSender implements HookSender {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

  /// No answer is read, so none is too large.
  private static final long ANSWER_MAX = Long.MAX_VALUE;

  private final GuardedHttp http;
  private final GuardLimits limits;
  private final InstantSource clock;

  /// @param timeout of an attempt
  public GuardedHookSender(GuardedHttp http, Duration timeout, InstantSource clock) {
    this.http = http;
    this.limits =
        new GuardLimits(
            timeout.compareTo(CONNECT_MAX) < 0 ? timeout : CONNECT_MAX,
            timeout,
            timeout,
            timeout,
            ANSWER_MAX);
    this.clock = clock;
  }

  @Override
  public HookAttempt send(TenantId tenant, Opened to, HookMessage message) {
    long began = System.nanoTime();
    var outcome = outcome(tenant, to, message);
    return new HookAttempt(outcome, Duration.ofNanos(System.nanoTime() - began));
  }

  private HookOutcome outcome(TenantId tenant, Opened to, HookMessage message) {
    // this node has not the key that the others have
    if (to.secrets().isEmpty()) return new HookOutcome.Unreached("secret-unreadable");
    var way = http.of(tenant);
    if (!mayGo(way, to.url())) return new HookOutcome.Unreached("refused");
    try (var response = way.send(request(to, message))) {
      int status = response.status();
      return status / 100 == 2
          ? new HookOutcome.Taken(status)
          : new HookOutcome.Refused(status, RetryAfter.of(response.headers(), clock.instant()));
    } catch (GuardFailure failure) {
      return new HookOutcome.Unreached(ConstantWord.of(failure.category()));
    }
  }

  /// Plain HTTP is for addresses that an operator has listed alone: they are inside. The list may
  /// be another one than when the address was entered.
  public static boolean mayGo(GuardedHttp way, URI url) {
    return "https".equals(url.getScheme()) || way.isListed(url);
  }

  private GuardedRequest request(Opened to, HookMessage message) {
    var body = body(message);
    long seconds = clock.instant().getEpochSecond();
    var signatures =
        to.secrets().stream()
            .map(secret -> WebhookSignature.of(secret, message.id(), seconds, body))
            .collect(Collectors.joining(" "));
    return GuardedRequest.post(to.url(), "application/json", body)
        .with("webhook-id", message.id())
        .with("webhook-timestamp", Long.toString(seconds))
        .withCredential("webhook-signature", signatures)
        .withoutRedirects()
        .within(limits);
  }

  static byte[] body(HookMessage message) {
    var json = Jackson.object();
    json.put("type", message.type());
    json.put("timestamp", message.at().toString());
    var data = json.putObject("data");
    message.seq().ifPresent(seq -> data.put("seq", seq));
    new TreeMap<>(message.data()).forEach((name, text) -> data.put(name, text));
    return json.toString().getBytes(UTF_8);
  }
}
