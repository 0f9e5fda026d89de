package io.parley.http.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.audit.Act;
import io.parley.core.model.own.OwnBudget;
import io.parley.core.model.own.OwnBudgets;
import io.parley.core.money.Account;
import io.parley.core.money.Accounts;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Forecast;
import io.parley.core.money.Period;
import io.parley.core.money.UsageQuery;
import io.parley.core.money.UsageReport;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.money.Books;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnBudgetEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final String PATH = "/v1/organisation/budgets";

  private static final String BODY =
      """
      {"day": {"limitMicros": 10000, "atLimit": "cheaper"}, "month": {"limitMicros": 200000},
       "cheaper": "weak", "version": 0}\
      """;

  private static final String SHOWN =
      """
      {"version": 1,
       "day": {"limitMicros": 10000, "atLimit": "cheaper", "period": "2026-11-26",
         "start": "2026-11-26T00:00:00.000Z", "end": "2026-11-27T00:00:00.000Z",
         "spentMicros": 8100, "leasedMicros": 400, "percent": 81, "state": "alert"},
       "month": {"limitMicros": 200000, "atLimit": "stop", "period": "2026-11",
         "start": "2026-11-01T00:00:00.000Z", "end": "2026-12-01T00:00:00.000Z",
         "spentMicros": 0, "leasedMicros": 0, "percent": 0, "state": "ok"},
       "cheaper": "weak", "alertPercent": 80, "writtenAt": "2026-11-26T12:00:00.000Z",
       "currency": "EUR", "zone": "Z"}\
      """;

  private final SetBudgets budgets = new SetBudgets();
  private final AtomicInteger looks = new AtomicInteger();

  private final RoutedEndpoints server =
      new RoutedEndpoints(
          OwnBudgetEndpoints.of(
              StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.fixed(NOON, ZoneOffset.UTC)),
              budgets,
              new Books(new SpentMoney(), new BudgetPlan(ZoneOffset.UTC, List.of()), "EUR", null),
              () -> {
                looks.incrementAndGet();
                return CompletableFuture.completedStage(null);
              }),
          10_000);

  @AfterEach
  void stop() {
    server.close();
  }

  /// Budgets of one organisation, which has the model `weak` alone.
  private static final class SetBudgets implements OwnBudgets {
    private Optional<Version> newest = Optional.empty();

    @Override
    public CompletionStage<Put> put(
        TenantId tenant, OwnBudget budget, Optional<Integer> expected, Act act) {
      int seen = newest.map(Version::number).orElse(0);
      if (expected.filter(number -> number != seen).isPresent())
        return CompletableFuture.completedStage(new Differs(seen));
      if (budget.cheaper().filter(name -> !name.equals("weak")).isPresent())
        return CompletableFuture.completedStage(new CheaperMissing());
      var version = new Version(tenant, seen + 1, budget, act.at());
      newest = Optional.of(version);
      return CompletableFuture.completedStage(new Newest(version));
    }

    @Override
    public CompletionStage<Optional<Version>> current(TenantId tenant) {
      return CompletableFuture.completedStage(newest);
    }
  }

  /// The day is nearly spent.
  private static final class SpentMoney implements Accounts {
    @Override
    public CompletionStage<Map<Period.Key, Standing>> standings(Collection<Period.Key> periods) {
      return CompletableFuture.completedStage(
          Map.of(
              new Period.Key(TenantId.DEFAULT, BudgetScope.OWN_DAY, "2026-11-26"),
              new Standing(new Account(8_100, 400), false)));
    }

    @Override
    public CompletionStage<Answer> lend(String node, List<Claim> claims) {
      throw unused();
    }

    @Override
    public CompletionStage<List<Alert>> post(Posting posting) {
      throw unused();
    }

    @Override
    public CompletionStage<UsageReport> usage(UsageQuery query) {
      throw unused();
    }

    @Override
    public CompletionStage<List<Forecast.Spending>> spending(
        TenantId tenant, String currency, Instant since) {
      throw unused();
    }

    @Override
    public CompletionStage<Integer> forget(Duration quiet) {
      throw unused();
    }

    private static UnsupportedOperationException unused() {
      return new UnsupportedOperationException("budgets are only looked at");
    }
  }

  private HttpResponse put(String body) {
    return server.answer(
        HttpRequest.PUT(PATH).withEntity(ContentTypes.APPLICATION_JSON, body), OPERATOR);
  }

  private JsonNode shown() {
    return server.json(server.answer(HttpRequest.GET(PATH), OPERATOR));
  }

  @Test
  void budgets_are_stored_and_shown_with_what_is_spent() {
    assertThat(shown())
        .isEqualTo(
            JsonText.object(
                """
                {"version": 0, "alertPercent": 80, "currency": "EUR", "zone": "Z"}\
                """));
    assertThat(server.json(put(BODY))).isEqualTo(JsonText.object(SHOWN));
    assertThat(shown()).isEqualTo(JsonText.object(SHOWN));
    assertThat(looks).hasValue(1);
  }

  @Test
  void a_body_without_limits_removes_them() {
    put(BODY);
    assertThat(server.json(put("{\"version\": 1}")).has("day")).isFalse();
    assertThat(put(BODY).status().intValue()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"day\": {\"limitMicros\": 0}}",
        "{\"day\": {\"limitMicros\": 1.5}}",
        "{\"day\": {\"limitMicros\": 1000000000000001}}",
        "{\"day\": {\"atLimit\": \"stop\"}}",
        "{\"day\": {\"limitMicros\": 1, \"atLimit\": \"ask\"}}",
        "{\"day\": {\"limitMicros\": 1, \"atLimit\": \"cheaper\"}}",
        "{\"day\": {\"limitMicros\": 1, \"atLimit\": \"cheaper\"}, \"cheaper\": \"nobody\"}",
        "{\"day\": {\"limitMicros\": 1}, \"cheaper\": \"weak\"}",
        "{\"week\": {\"limitMicros\": 1}}",
        "{\"alertPercent\": 101}"
      })
  void a_wrong_body_is_refused(String body) {
    var refused = put(body);
    assertThat(refused.status().intValue()).isEqualTo(400);
    assertThat(server.json(refused).path("detail").asText()).contains("expected: ");
    assertThat(looks).hasValue(0);
  }

  @Test
  void desks_may_not_see_them() {
    assertThat(server.answer(HttpRequest.GET(PATH), AGENT).status().intValue()).isEqualTo(403);
  }
}
