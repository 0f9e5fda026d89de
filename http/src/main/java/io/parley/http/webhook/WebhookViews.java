package io.parley.http.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookKind;
import io.parley.core.webhook.Webhook;
import io.parley.core.webhook.Webhooks.Listed;
import io.parley.http.json.JsonText;
import java.util.TreeMap;

/// Webhooks and their messages as clients get them. None has a secret.
final class WebhookViews {
  private WebhookViews() {}

  static ObjectNode view(Webhook webhook) {
    var json =
        JsonText.object()
            .put("id", webhook.id().toString())
            .put("url", webhook.target().url().toString());
    var kinds = json.putArray("kinds");
    webhook.target().kinds().stream().map(HookKind::word).forEach(word -> kinds.add(word));
    json.put("description", webhook.target().description())
        .put("state", webhook.state().word())
        .put("since", JsonText.time(webhook.since()))
        .put("waiting", webhook.waiting())
        .put("missed", webhook.missed());
    var failures = webhook.failures();
    if (failures.times() > 0) {
      var failing = json.putObject("failing").put("times", failures.times());
      failures.since().ifPresent(since -> failing.put("since", JsonText.time(since)));
      webhook.error().ifPresent(error -> failing.put("error", error));
    }
    webhook.oldUntil().ifPresent(until -> json.put("oldSecretUntil", JsonText.time(until)));
    return json;
  }

  static ObjectNode view(Listed listed) {
    var message = listed.message();
    var json =
        JsonText.object()
            .put("id", message.id())
            .put("type", message.type())
            .put("timestamp", JsonText.time(message.at()));
    var data = json.putObject("data");
    message.seq().ifPresent(seq -> data.put("seq", seq));
    new TreeMap<>(message.data()).forEach((name, text) -> data.put(name, text));
    json.put("state", listed.state()).put("attempts", listed.attempts());
    listed
        .last()
        .ifPresent(
            last -> {
              var attempt = json.putObject("last").put("at", JsonText.time(last.at()));
              last.status().ifPresent(status -> attempt.put("status", status));
              last.error().ifPresent(error -> attempt.put("error", error));
              attempt.put("millis", last.took().toMillis());
            });
    return json;
  }

  static ObjectNode view(HookAttempt attempt) {
    var json = JsonText.object().put("delivered", attempt.isTaken());
    attempt.outcome().answered().ifPresent(status -> json.put("status", status));
    attempt.outcome().error().ifPresent(error -> json.put("error", error));
    return json.put("millis", attempt.took().toMillis());
  }
}
