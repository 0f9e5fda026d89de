package io.parley.http.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
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

  private static RoutedEndpoints server;

  @BeforeAll
  static void start() {
    var tokens = TestTokens.of(AGENT, "operator-token-for-tests");
    var books = new Books(null, new BudgetPlan(BERLIN, List.of()), "EUR", meterings);
    var edge = StaffEdge.of(tokens, Clock.fixed(NOW, ZoneOffset.UTC));
    server = new RoutedEndpoints(MoneyEndpoints.of(edge, books), 100);
  }

  @AfterAll
  static void stop() {
    server.close();
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
    return server.answer(HttpRequest.GET(path), AGENT);
  }

  private static JsonNode body(HttpResponse response) {
    return server.json(response);
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
