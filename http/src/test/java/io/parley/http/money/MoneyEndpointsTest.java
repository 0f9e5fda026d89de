package io.parley.http.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.model.Purpose;
import io.parley.core.money.Account;
import io.parley.core.money.Accounts;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Forecast.Spending;
import io.parley.core.money.Period;
import io.parley.core.money.UsageQuery;
import io.parley.core.money.UsageQuery.Dimension;
import io.parley.core.money.UsageReport;
import io.parley.core.money.UsageReport.Row;
import io.parley.core.money.UsageSum;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.http.token.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");
  private static final Tokens TOKENS = TestTokens.of(AGENT, OPERATOR);

  private static final Written accounts = new Written();
  private static RoutedEndpoints server;

  @BeforeAll
  static void start() {
    var plan =
        new BudgetPlan(
            ZoneOffset.UTC,
            List.of(
                new Budget(BudgetScope.SESSION, 1_000, AtLimit.STOP, 80),
                new Budget(BudgetScope.DAY, 10_000, AtLimit.STOP, 80),
                new Budget(BudgetScope.MONTH, 100_000, AtLimit.CHEAPER, 80)));
    var edge = StaffEdge.of(TOKENS, Clock.fixed(NOW, ZoneOffset.UTC));
    var books = new Books(accounts, plan, "EUR", null);
    server = new RoutedEndpoints(MoneyEndpoints.of(edge, books), 100);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Books with the same answer for every query.
  private static final class Written implements Accounts {
    volatile UsageQuery asked;
    volatile boolean complete = true;

    @Override
    public CompletionStage<UsageReport> usage(UsageQuery query) {
      asked = query;
      var sum = new UsageSum(3, 1, 1, 0, 100, 20, 45);
      return CompletableFuture.completedStage(
          new UsageReport(
              List.of(
                  new Row(
                      Optional.of(new AgentRef("support", 2)),
                      Optional.of("small-2026-01-01"),
                      Optional.of(Purpose.SUMMARY),
                      Optional.of(LocalDate.parse("2026-11-20")),
                      sum),
                  new Row(
                      Optional.empty(),
                      Optional.of("small"),
                      Optional.empty(),
                      Optional.empty(),
                      sum)),
              complete,
              sum.plus(sum),
              List.of("odd")));
    }

    @Override
    public CompletionStage<Map<Period.Key, Standing>> standings(Collection<Period.Key> periods) {
      return CompletableFuture.completedStage(
          Map.of(
              new Period.Key(TenantId.DEFAULT, BudgetScope.DAY, "2026-11-21"),
              new Standing(new Account(8_100, 400), false),
              new Period.Key(TenantId.DEFAULT, BudgetScope.SESSION, "s1234567"),
              new Standing(new Account(700, 0), true)));
    }

    @Override
    public CompletionStage<List<Spending>> spending(
        TenantId tenant, String currency, Instant since) {
      return CompletableFuture.completedStage(
          List.of(
              new Spending(LocalDate.parse("2026-11-21"), NOW.minus(Duration.ofHours(4)), 4_000)));
    }

    @Override
    public CompletionStage<Answer> lend(String node, List<Claim> claims) {
      throw new UnsupportedOperationException("the edge spends nothing");
    }

    @Override
    public CompletionStage<List<Alert>> post(Posting posting) {
      throw new UnsupportedOperationException("the edge spends nothing");
    }

    @Override
    public CompletionStage<Integer> forget(Duration quiet) {
      throw new UnsupportedOperationException("the edge deletes nothing");
    }
  }

  private static HttpResponse get(String path, String token) {
    return server.answer(HttpRequest.GET(path), token);
  }

  private static JsonNode body(HttpResponse response) {
    return server.json(response);
  }

  @Test
  void usage_is_answered_with_the_parameters_of_the_request() {
    assertThat(body(get("/v1/usage?from=2026-11-20&to=2026-11-21&by=model,day", AGENT)))
        .isEqualTo(
            JsonText.object(
                """
                {"from": "2026-11-20", "to": "2026-11-21", "currency": "EUR",
                 "rows": [
                   {"agent": "support", "version": 2, "model": "small-2026-01-01",
                    "purpose": "summary", "day": "2026-11-20", "calls": 3, "cachedCalls": 1,
                    "failedCalls": 1, "inputTokens": 100, "outputTokens": 20, "costMicros": 45},
                   {"model": "small", "calls": 3, "cachedCalls": 1, "failedCalls": 1,
                    "inputTokens": 100, "outputTokens": 20, "costMicros": 45}],
                 "total": {"calls": 6, "cachedCalls": 2, "failedCalls": 2, "inputTokens": 200,
                   "outputTokens": 40, "costMicros": 90},
                 "unpricedModels": ["odd"]}\
                """));
    assertThat(accounts.asked)
        .isEqualTo(
            new UsageQuery(
                TenantId.DEFAULT,
                LocalDate.parse("2026-11-20"),
                LocalDate.parse("2026-11-21"),
                Set.of(Dimension.MODEL, Dimension.DAY),
                "EUR"));
  }

  @Test
  void the_default_is_thirty_days_by_all_dimensions() {
    assertThat(get("/v1/usage", OPERATOR).status().intValue()).isEqualTo(200);
    assertThat(accounts.asked)
        .isEqualTo(
            new UsageQuery(
                TenantId.DEFAULT,
                LocalDate.parse("2026-10-23"),
                LocalDate.parse("2026-11-21"),
                Set.of(Dimension.values()),
                "EUR"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=yesterday",
        "to=2026-13-01",
        "to=%2B12026-01-01",
        "from=2026-11-22",
        "from=2025-10-01&to=2026-11-21",
        "by=customer",
        "by=",
        "by=day,day",
        "by=agent,",
      })
  void invalid_parameters_are_refused_with_the_expected_values(String query) {
    var refused = get("/v1/usage?" + query, AGENT);
    assertThat(refused.status().intValue()).isEqualTo(400);
    var problem = body(refused);
    assertThat(problem.path("type").asText()).isEqualTo("/problems/invalid-request");
    assertThat(problem.path("detail").asText()).contains("expected: ");
  }

  @Test
  void a_result_beyond_the_limit_is_refused() {
    accounts.complete = false;
    try {
      assertThat(body(get("/v1/usage", AGENT)).path("detail").asText()).contains("10000 rows");
    } finally {
      accounts.complete = true;
    }
  }

  @Test
  void budgets_include_their_forecast() {
    assertThat(body(get("/v1/budgets", AGENT)))
        .isEqualTo(
            JsonText.object(
                """
                {"currency": "EUR", "zone": "Z", "budgets": [
                  {"scope": "day", "period": "2026-11-21", "start": "2026-11-21T00:00:00.000Z",
                   "end": "2026-11-22T00:00:00.000Z", "limitMicros": 10000, "spentMicros": 8100,
                   "leasedMicros": 400, "percent": 81, "state": "alert", "atLimit": "stop",
                   "alertPercent": 80, "forecast": {"costMicros": 14100, "percent": 141}},
                  {"scope": "month", "period": "2026-11", "start": "2026-11-01T00:00:00.000Z",
                   "end": "2026-12-01T00:00:00.000Z", "limitMicros": 100000, "spentMicros": 0,
                   "leasedMicros": 0, "percent": 0, "state": "ok", "atLimit": "cheaper",
                   "alertPercent": 80, "forecast": null}]}\
                """));
  }

  @Test
  void a_sessions_budget_is_included_on_request() {
    var session = body(get("/v1/budgets?session=s1234567", AGENT)).at("/budgets/0");
    assertThat(session)
        .isEqualTo(
            JsonText.object(
                """
                {"scope": "session", "period": "s1234567", "limitMicros": 1000, "spentMicros": 700,
                 "leasedMicros": 0, "percent": 70, "state": "spent", "atLimit": "stop",
                 "alertPercent": 80, "forecast": null}\
                """));
    assertThat(get("/v1/budgets?session=a%20b", AGENT).status().intValue()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/usage", "/v1/budgets"})
  void customers_may_not_see_usage_or_budgets(String path) {
    var session = new SessionKey(TenantId.DEFAULT, new SessionId("s1234567"));
    var customer = get(path, TOKENS.issue(session, NOW).token());
    assertThat(customer.status().intValue()).isEqualTo(403);
    assertThat(body(customer).path("type").asText()).isEqualTo("/problems/not-allowed");
    assertThat(get(path, "somebody-else's").status().intValue()).isEqualTo(401);
  }
}
