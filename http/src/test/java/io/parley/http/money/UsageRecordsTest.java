package io.parley.http.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.parley.core.metering.MeteringQuery;
import io.parley.core.metering.MeteringQuery.Step;
import io.parley.core.metering.Meterings;
import io.parley.core.metering.UsageKind;
import io.parley.core.metering.UsageRecord;
import io.parley.core.metering.UsageSums;
import io.parley.core.metering.UsageSums.Row;
import io.parley.core.money.BudgetPlan;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageRecordsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Recorded meterings = new Recorded();

  private static ActorSystem system;
  private static Router router;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("usage-records", ConfigFactory.defaultReference());
    var tokens =
        TestTokens.of(
            new TokenSettings(
                List.of(
                    new SigningKey(
                        "k1",
                        "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))),
                TestTokens.LIFETIMES,
                AGENT,
                "operator-token-for-tests"));
    var books = new Books(null, new BudgetPlan(BERLIN, List.of()), "EUR", meterings);
    router =
        Router.create(
            MoneyEndpoints.of(StaffEdge.of(tokens, Clock.fixed(NOW, ZoneOffset.UTC)), books),
            new Router.Settings(
                new BodyLimits(100, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  /// The same sums for every query.
  private static final class Recorded implements Meterings {
    volatile MeteringQuery asked;
    volatile boolean complete = true;

    @Override
    public CompletionStage<Void> add(List<UsageRecord> records) {
      throw new UnsupportedOperationException("the edge records nothing");
    }

    @Override
    public CompletionStage<UsageSums> sum(MeteringQuery query) {
      asked = query;
      return CompletableFuture.completedStage(
          new UsageSums(
              List.of(
                  new Row(query.from(), UsageKind.TURNS, Optional.empty(), 3),
                  new Row(query.from(), UsageKind.INPUT_TOKENS, Optional.of("small"), 1_200),
                  new Row(query.from(), UsageKind.ARCHIVE_BYTES, Optional.empty(), -7)),
              complete,
              Map.of(UsageKind.ARCHIVE_BYTES, 500L)));
    }
  }

  private static HttpResponse get(String path) {
    return router
        .answer(HttpRequest.GET(path).addHeader(Replies.header("Authorization", "Bearer " + AGENT)))
        .toCompletableFuture()
        .join();
  }

  private static JsonNode body(HttpResponse response) {
    return JsonText.object(
        response
            .entity()
            .toStrict(1_000, Materializer.createMaterializer(system))
            .toCompletableFuture()
            .join()
            .getData()
            .utf8String());
  }

  @Test
  void days_begin_in_the_zone_of_the_budgets() {
    var answer = body(get("/v1/usage/records?from=2026-03-29&to=2026-03-29&step=hour"));
    assertThat(meterings.asked)
        .isEqualTo(
            new MeteringQuery(
                TenantId.DEFAULT,
                Instant.parse("2026-03-28T23:00:00Z"),
                Instant.parse("2026-03-29T22:00:00Z"),
                Step.HOUR,
                BERLIN));
    assertThat(answer)
        .isEqualTo(
            JsonText.object(
                """
                {"from": "2026-03-29", "to": "2026-03-29", "zone": "Europe/Berlin", "step": "hour",
                 "rows": [
                   {"start": "2026-03-28T23:00:00.000Z", "kind": "turns", "amount": 3},
                   {"start": "2026-03-28T23:00:00.000Z", "kind": "input-tokens", "model": "small",
                    "amount": 1200},
                   {"start": "2026-03-28T23:00:00.000Z", "kind": "archive-bytes", "amount": -7}],
                 "before": {"archive-bytes": 500}}\
                """));
  }

  @Test
  void the_default_is_thirty_days_by_day() {
    assertThat(get("/v1/usage/records").status().intValue()).isEqualTo(200);
    assertThat(meterings.asked.starts())
        .hasSize(30)
        .endsWith(Instant.parse("2026-11-20T23:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"from=yesterday", "from=2026-11-22", "from=2025-10-01", "step=week"})
  void invalid_parameters_are_refused_with_the_expected_values(String query) {
    var refused = get("/v1/usage/records?" + query);
    assertThat(refused.status().intValue()).isEqualTo(400);
    assertThat(body(refused).path("detail").asText()).contains("expected: ");
  }

  @Test
  void a_result_beyond_the_limit_is_refused() {
    meterings.complete = false;
    try {
      assertThat(body(get("/v1/usage/records")).path("detail").asText()).contains("10000 rows");
    } finally {
      meterings.complete = true;
    }
  }
}
