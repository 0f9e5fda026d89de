package io.parley.http.money;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.money.Accounts.Standing;
import io.parley.core.money.Budget;
import io.parley.core.money.BudgetPlan.Share;
import io.parley.core.money.Forecast;
import io.parley.core.money.Forecast.Spending;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `GET /v1/budgets`: the current state of each budget; with `session=ID` that session's, too.
final class BudgetsCall {
  private final Guard guard;
  private final Books books;
  private final Clock clock;

  BudgetsCall(Guard guard, Books books, Clock clock) {
    this.guard = guard;
    this.books = books;
    this.clock = clock;
  }

  Endpoint endpoint() {
    return Endpoint.get("/v1/budgets", this::budgets);
  }

  private CompletionStage<HttpResponse> budgets(Call call) {
    var tenant = guard.staff(call).tenant();
    var now = clock.instant();
    var shares = shares(call, tenant, now);
    var accounts = books.accounts();
    return accounts
        .standings(shares.stream().map(share -> share.period().key()).toList())
        .thenCombine(
            accounts.spending(tenant, books.currency(), Forecast.since(now)),
            (standings, spending) -> {
              var json =
                  JsonText.object()
                      .put("currency", books.currency())
                      .put("zone", books.plan().zone().getId());
              var budgets = json.putArray("budgets");
              for (var share : shares)
                budgets.add(
                    budget(
                        share,
                        standings.getOrDefault(share.period().key(), Standing.NONE),
                        spending,
                        now));
              return Replies.json(200, json);
            });
  }

  private List<Share> shares(Call call, TenantId tenant, Instant now) {
    var session = call.query("session");
    if (session.isEmpty()) return books.plan().shares(tenant, now);
    if (!SessionId.isValid(session.get()))
      throw new Malformed("the query parameter session is not a session id");
    return books.plan().shares(new SessionKey(tenant, new SessionId(session.get())), now);
  }

  private ObjectNode budget(Share share, Standing standing, List<Spending> spending, Instant now) {
    var budget = share.budget();
    long spent = standing.account().spentMicros();
    var json =
        JsonText.object()
            .put("scope", lower(budget.scope()))
            .put("period", share.period().key().id());
    share
        .period()
        .bounds()
        .ifPresent(
            bounds ->
                json.put("start", JsonText.time(bounds.start()))
                    .put("end", JsonText.time(bounds.end())));
    json.put("limitMicros", budget.limitMicros())
        .put("spentMicros", spent)
        .put("leasedMicros", standing.account().leasedMicros())
        .put("percent", budget.percent(spent))
        .put("state", lower(budget.state(spent, standing.refused())))
        .put("atLimit", lower(budget.atLimit()))
        .put("alertPercent", budget.alertPercent());
    forecast(json, budget, spent, spending, now);
    return json;
  }

  private void forecast(
      ObjectNode json, Budget budget, long spent, List<Spending> spending, Instant now) {
    var cost = Forecast.of(budget.scope(), books.plan().zone(), now, spent, spending);
    if (cost.isEmpty()) json.putNull("forecast");
    else
      json.putObject("forecast")
          .put("costMicros", cost.get())
          .put("percent", budget.percent(cost.get()));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
