package io.parley.http.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Replies;
import io.parley.http.route.Router;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.SigningKey;
import io.parley.http.token.TestTokens;
import io.parley.http.token.TokenSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final String BODY = "{\"host\": \"API.example\", \"value\": \"s3cret\"}";

  private static ActorSystem system;
  private static Router router;
  private static final Remembered secrets = new Remembered();

  @BeforeAll
  static void start() {
    system = ActorSystem.create("secrets", ConfigFactory.defaultReference());
    var key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    var tokens =
        TestTokens.of(
            new TokenSettings(
                List.of(new SigningKey("k1", key)), TestTokens.LIFETIMES, AGENT, OPERATOR));
    router =
        Router.create(
            SecretEndpoints.of(StaffEdge.of(tokens, Clock.systemUTC()), secrets),
            new Router.Settings(
                new BodyLimits(20_000, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  @Test
  void an_operator_stores_lists_and_deletes_and_nobody_reads() {
    secrets.answer = Secrets.Stored.DONE;
    assertThat(put("crm", BODY, OPERATOR).status().intValue()).isEqualTo(204);
    assertThat(secrets.calls).contains("put default crm api.example s3cret");
    var list = answer(HttpRequest.GET("/v1/secrets"), OPERATOR);
    assertThat(JsonText.object(text(list)))
        .isEqualTo(
            JsonText.object(
                """
                {"secrets": [{"name": "crm", "host": "api.example", "key": "2026",
                  "readable": true, "updatedAt": "2026-01-01T12:00:00.000Z"}]}\
                """));
    assertThat(answer(HttpRequest.DELETE("/v1/secrets/crm"), OPERATOR).status().intValue())
        .isEqualTo(204);
    assertThat(answer(HttpRequest.DELETE("/v1/secrets/other"), OPERATOR).status().intValue())
        .isEqualTo(404);
  }

  @Test
  void an_agent_may_do_none_of_it() {
    secrets.calls.clear();
    assertThat(answer(HttpRequest.GET("/v1/secrets"), AGENT).status().intValue()).isEqualTo(403);
    assertThat(put("crm", BODY, AGENT).status().intValue()).isEqualTo(403);
    assertThat(answer(HttpRequest.DELETE("/v1/secrets/crm"), AGENT).status().intValue())
        .isEqualTo(403);
    assertThat(put("crm", BODY, "a-guess-at-a-token").status().intValue()).isEqualTo(401);
    assertThat(secrets.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crm | {\"value\": \"s3cret\"} | host is missing",
        "crm | {\"host\": \"api.example\"} | value is missing",
        "crm | {\"host\": \"https://api.example/\", \"value\": \"s3cret\"} | host is of another"
            + " form",
        "a%20b | {\"host\": \"api.example\", \"value\": \"s3cret\"} | a name of another form"
      })
  void a_wrong_request_is_refused_without_the_value(String name, String body, String detail) {
    var refused = put(name, body, OPERATOR);
    assertThat(refused.status().intValue()).isEqualTo(400);
    assertThat(text(refused)).contains(detail).doesNotContain("s3cret");
  }

  @Test
  void a_value_over_the_limit_is_refused() {
    var body = "{\"host\": \"a.example\", \"value\": \"%s\"}";
    secrets.answer = Secrets.Stored.DONE;
    assertThat(
            put("a", body.formatted("x".repeat(Secrets.VALUE_MAX)), OPERATOR).status().intValue())
        .isEqualTo(204);
    assertThat(
            put("a", body.formatted("x".repeat(Secrets.VALUE_MAX + 1)), OPERATOR)
                .status()
                .intValue())
        .isEqualTo(413);
  }

  @Test
  void refusals_of_the_store_are_problems() {
    secrets.answer = Secrets.Stored.TOO_MANY;
    assertThat(text(put("crm", BODY, OPERATOR))).contains("/problems/limit-reached", "500 secrets");
    secrets.answer = Secrets.Stored.NO_KEY;
    assertThat(text(put("crm", BODY, OPERATOR)))
        .contains("/problems/secrets-locked", "PARLEY_SECRET_KEYS");
  }

  private static HttpResponse put(String name, String body, String token) {
    return answer(
        HttpRequest.PUT("/v1/secrets/" + name).withEntity(ContentTypes.APPLICATION_JSON, body),
        token);
  }

  private static HttpResponse answer(HttpRequest request, String token) {
    var asked = request.addHeader(Replies.header("Authorization", "Bearer " + token));
    return router.answer(asked).toCompletableFuture().join();
  }

  private static String text(HttpResponse response) {
    return response
        .entity()
        .toStrict(5_000, Materializer.createMaterializer(system))
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }

  private static final class Remembered implements Secrets {
    private final List<String> calls = new ArrayList<>();
    private Stored answer = Stored.DONE;

    @Override
    public CompletionStage<Stored> put(
        TenantId tenant, String name, SecretHost host, String value) {
      calls.add("put %s %s %s %s".formatted(tenant.value(), name, host, value));
      return CompletableFuture.completedFuture(answer);
    }

    @Override
    public CompletionStage<List<Listed>> list(TenantId tenant) {
      return CompletableFuture.completedFuture(
          List.of(
              new Listed(
                  "crm",
                  new SecretHost("api.example"),
                  "2026",
                  true,
                  Instant.parse("2026-01-01T12:00:00Z"))));
    }

    @Override
    public CompletionStage<Boolean> delete(TenantId tenant, String name) {
      calls.add("delete " + name);
      return CompletableFuture.completedFuture(name.equals("crm"));
    }

    @Override
    public CompletionStage<Optional<String>> reveal(TenantId tenant, String name, URI target) {
      throw new UnsupportedOperationException("no call of HTTP reads a secret");
    }
  }
}
