package io.parley.http.webhook;

import static io.parley.http.session.StaffRoutes.AGENT;
import static io.parley.http.session.StaffRoutes.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookOutcome;
import io.parley.core.webhook.HookTrials;
import io.parley.core.webhook.WebhookSignature;
import io.parley.core.webhook.Webhooks;
import io.parley.http.json.JsonText;
import io.parley.http.session.StaffRoutes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEndpointsTest {
  private static final String ALL = "/v1/organisation/webhooks";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String BODY =
      "{\"url\": \"https://shop.example/hook\", \"kinds\": [\"session-ended\"]}";

  private final MemoryWebhooks webhooks = new MemoryWebhooks();
  private HookTrials.Trial trial = new HookTrials.Missing();
  private final StaffRoutes routes =
      new StaffRoutes(
          edge ->
              WebhookEndpoints.of(
                  edge,
                  webhooks,
                  (_, _) -> CompletableFuture.completedStage(trial),
                  (_, url) ->
                      url.getHost().endsWith(".example")
                          ? Optional.empty()
                          : Optional.of("inside (expected: a public address)"),
                  new SecureRandom()));

  @AfterEach
  void stop() {
    routes.close();
  }

  private String created() {
    return ALL + "/" + routes.json(routes.post(ALL, BODY)).path("id").asText();
  }

  @Test
  void a_secret_that_the_server_makes_is_shown_once() {
    var answer = routes.post(ALL, BODY);
    assertThat(status(answer)).isEqualTo(201);
    var made = routes.json(answer);
    var secret = made.path("secret").asText();
    assertThat(WebhookSignature.isSecret(secret)).isTrue();
    assertThat(webhooks.secrets).containsExactly(secret);
    var one = ALL + "/" + made.path("id").asText();
    assertThat(answer.getHeader("Location").orElseThrow().value()).isEqualTo(one);
    assertThat(routes.text(routes.get(one))).contains("\"state\":\"on\"").doesNotContain(secret);
    assertThat(routes.text(routes.get(ALL))).contains("shop.example").doesNotContain(secret);
  }

  @Test
  void a_secret_of_the_author_is_never_shown() {
    var body = BODY.replace("}", ", \"secret\": \"" + SECRET + "\"}");
    assertThat(routes.text(routes.post(ALL, body))).doesNotContain("secret");
    assertThat(webhooks.secrets).containsExactly(SECRET);
  }

  @Test
  void the_secret_before_signs_for_as_long_as_the_author_says() {
    var one = created();
    var answer = routes.json(routes.post(one + "/secret", "{\"overlapHours\": 2}"));
    assertThat(answer.path("oldSecretUntil").asText()).startsWith("2026-11-26T14:00:00");
    assertThat(webhooks.secrets).hasSize(2).contains(answer.path("secret").asText());
    assertThat(status(routes.post(one + "/secret", "{\"overlapHours\": 169}"))).isEqualTo(400);
  }

  @Test
  void one_is_changed_turned_and_removed() {
    var one = created();
    var other = BODY.replace("session-ended", "rated");
    assertThat(routes.text(routes.put(one, other))).contains("\"kinds\":[\"rated\"]");
    routes.put(one + "/state", "{\"state\": \"off\"}");
    routes.put(one + "/state", "{\"state\": \"on\"}");
    routes.put(one + "/state", "{\"state\": \"on\", \"waiting\": \"skip\"}");
    assertThat(webhooks.switched)
        .containsExactly(Webhooks.Switch.OFF, Webhooks.Switch.ON, Webhooks.Switch.ON_FROM_NOW);
    assertThat(webhooks.acts).hasSize(5);
    assertThat(status(routes.delete(one))).isEqualTo(204);
    assertThat(status(routes.delete(one))).isEqualTo(404);
    assertThat(status(routes.get(one + "/deliveries"))).isEqualTo(404);
  }

  @Test
  void deliveries_tell_the_last_attempt() {
    assertThat(routes.text(routes.get(created() + "/deliveries")))
        .contains("\"data\":{\"seq\":4,\"session\":\"s-1\"}")
        .contains("\"status\":503,\"error\":\"status 503\",\"millis\":12");
  }

  @Test
  void a_test_tells_what_the_receiver_answered() {
    var one = created();
    assertThat(status(routes.post(one + "/test", ""))).isEqualTo(404);
    trial = new HookTrials.Busy();
    assertThat(status(routes.post(one + "/test", ""))).isEqualTo(429);
    var attempt = new HookAttempt(new HookOutcome.Unreached("timeout"), Duration.ofSeconds(15));
    trial = new HookTrials.Tried(attempt);
    assertThat(routes.json(routes.post(one + "/test", "")))
        .isEqualTo(JsonText.object("{\"delivered\":false,\"error\":\"timeout\",\"millis\":15000}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kinds\": [\"rated\"]}",
        "{\"url\": \"https://shop.example\"}",
        "{\"url\": \"https://shop.example\", \"kinds\": []}",
        "{\"url\": \"https://shop.example\", \"kinds\": [\"said\"]}",
        "{\"url\": \"https://a:b@shop.example\", \"kinds\": [\"rated\"]}",
        "{\"url\": \"https://shop.example#x\", \"kinds\": [\"rated\"]}",
        "{\"url\": \"ftp://shop.example\", \"kinds\": [\"rated\"]}",
        "{\"url\": \"https://10.0.0.1\", \"kinds\": [\"rated\"]}",
        "{\"url\": \"no address\", \"kinds\": [\"rated\"]}",
        "{\"url\": \"https://shop.example\", \"kinds\": [\"rated\"], \"secret\": \"hunter2\"}",
        "{\"url\": \"https://shop.example\", \"kinds\": [\"rated\"], \"more\": 1}"
      })
  void a_wrong_body_is_refused(String body) {
    var answer = routes.post(ALL, body);
    assertThat(status(answer)).isEqualTo(400);
    assertThat(routes.text(answer)).doesNotContain("hunter2");
    assertThat(webhooks.acts).isEmpty();
  }

  @Test
  void there_are_ten_at_most() {
    for (int i = 0; i < Webhooks.COUNT_MAX; i++) created();
    assertThat(routes.text(routes.post(ALL, BODY))).contains("limit-reached");
  }

  @Test
  void unknown_ids_and_desks_get_nothing() {
    assertThat(status(routes.get(ALL + "/" + new UUID(0, 1)))).isEqualTo(404);
    assertThat(status(routes.get(ALL + "/one"))).isEqualTo(404);
    assertThat(status(routes.answer(HttpRequest.GET(ALL), AGENT))).isEqualTo(403);
  }
}
