package io.parley.tools.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.webhook.WebhookSignature;
import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.Background;
import io.parley.tools.source.CallbackId;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.Tool;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// One endpoint as a tool.
///
/// @param secret names the signing secret
/// @param later answers that come after the call; empty if all come at once
record WebhookTool(
    ToolSpec spec,
    URI url,
    String secret,
    SourceAccess access,
    InstantSource clock,
    Optional<Answers> later)
    implements Tool {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int RESULT_MAX = 1 << 20;
  private static final int ACCEPTED = 202;

  /// Refusals that say nothing about the request: it may be sent again.
  private static final Set<Integer> BUSY = Set.of(408, 425, 429, 503);

  @Override
  public CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context) {
    return Background.run("webhook-" + spec.name(), () -> attempt(arguments, context));
  }

  private ToolOutcome attempt(JsonNode arguments, ToolContext context) {
    var message = Jackson.object();
    message.put("type", spec.name());
    message.set("data", arguments);
    later.ifPresent(answers -> message.put("callback", answers.address(callback(context))));
    var request = request(context.idempotencyKey(), message.toString().getBytes(UTF_8));
    try (var response = access.http().send(request)) {
      int status = response.status();
      if (status == ACCEPTED && later.isPresent()) return ToolOutcome.pending(later.get().within());
      if (status == ACCEPTED)
        throw ToolFailure.maybeSent("202 (expected: the result at once, with 200)", null);
      if (status / 100 == 2) return result(response.text());
      if (BUSY.contains(status) || status / 100 != 4)
        throw ToolFailure.maybeSent("status " + status + " (expected: 200)", null);
      var refused = Jackson.object();
      refused.put("error", "the endpoint refused the call with status " + status);
      return ToolOutcome.of(ToolOutcome.Kind.FAILED, Jackson.json(refused));
    } catch (GuardFailure failure) {
      throw failure.mayHaveHappened()
          ? ToolFailure.maybeSent(failure.getMessage(), failure)
          : ToolFailure.notSent(failure.getMessage(), failure);
    }
  }

  private CallbackId callback(ToolContext context) {
    var key = context.idempotencyKey();
    return new CallbackId(spec.name(), context.session(), key.substring(key.lastIndexOf(':') + 1));
  }

  private GuardedRequest request(String key, byte[] body) {
    try {
      long seconds = clock.instant().getEpochSecond();
      var signature = WebhookSignature.of(access.filled(secret, url), key, seconds, body);
      var whole = spec.deadline();
      return GuardedRequest.post(url, "application/json", body)
          .with("webhook-id", key)
          .with("webhook-timestamp", Long.toString(seconds))
          .withCredential("webhook-signature", signature)
          .withoutRedirects()
          .within(new GuardLimits(CONNECT, whole, whole, whole, RESULT_MAX));
    } catch (SourceFailure | IllegalArgumentException e) {
      throw ToolFailure.notSent(e.getMessage(), e);
    }
  }

  private static ToolOutcome result(String text) {
    return Jackson.parse(text)
        .map(json -> ToolOutcome.succeeded(Jackson.json(json), List.of()))
        .orElseThrow(
            () -> ToolFailure.maybeSent("an answer that is no JSON (expected: the result)", null));
  }

  /// Asks for the address alone: an endpoint has no harmless question.
  @Override
  public CompletionStage<?> probe() {
    return Background.run(
        "webhook-" + spec.name(),
        () -> {
          access.http().check(url);
          return url;
        });
  }
}
