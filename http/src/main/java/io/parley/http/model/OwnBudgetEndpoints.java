package io.parley.http.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.model.own.OwnBudget;
import io.parley.core.model.own.OwnBudgets;
import io.parley.core.model.own.OwnBudgets.Put;
import io.parley.core.model.own.OwnBudgets.Version;
import io.parley.core.money.Accounts.Standing;
import io.parley.core.money.Budget;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.BudgetPlan.Share;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Period;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.money.Books;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/organisation/budgets`: what the caller's organisation lets its own models cost, and how
/// much of it is spent. The permissions are those of its models.
public final class OwnBudgetEndpoints {
  private static final String PATH = "/v1/organisation/budgets";

  private final Guard guard;
  private final Clock clock;
  private final OwnBudgets budgets;
  private final Books books;
  private final Supplier<CompletionStage<Void>> learn;

  private OwnBudgetEndpoints(
      Edge edge, OwnBudgets budgets, Books books, Supplier<CompletionStage<Void>> learn) {
    this.guard = new Guard(edge);
    this.clock = edge.clock();
    this.budgets = budgets;
    this.books = books;
    this.learn = learn;
  }

  /// All calls.
  ///
  /// @param learn lets this node use a change at once, before it is answered
  public static List<Endpoint> of(
      Edge edge, OwnBudgets budgets, Books books, Supplier<CompletionStage<Void>> learn) {
    var calls = new OwnBudgetEndpoints(edge, budgets, books, learn);
    return List.of(Endpoint.get(PATH, calls::show), Endpoint.put(PATH, calls::write));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var tenant = guard.keeper(call, Permission.VIEW_ORGANISATION).tenant();
    return budgets.current(tenant).thenCompose(found -> answer(tenant, found));
  }

  private CompletionStage<HttpResponse> write(Call call) {
    var author = guard.keeper(call, Permission.MANAGE_KEYS);
    var act = guard.act(call, author);
    return call.json()
        .thenCompose(
            fields ->
                budgets.put(
                    author.tenant(), OwnBudgetBody.budget(fields), OwnModelBody.seen(fields), act))
        .thenCompose(outcome -> learnt(author.tenant(), outcome));
  }

  /// Answers when this node uses the change; the others do within a second.
  private CompletionStage<HttpResponse> learnt(TenantId tenant, Put outcome) {
    return switch (outcome) {
      case OwnBudgets.Newest(var version) ->
          learn.get().thenCompose(_ -> answer(tenant, Optional.of(version)));
      case OwnBudgets.CheaperMissing() ->
          throw new Malformed("cheaper is unknown (expected: the name of one of the models)");
      case OwnBudgets.Full() ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d versions (expected: fewer)".formatted(OwnBudgets.VERSIONS_MAX)));
      case OwnBudgets.Differs(int newest) ->
          throw new ProblemException(
              ProblemDetail.of(ProblemType.VERSION_DIFFERS, "the newest version is " + newest));
    };
  }

  private CompletionStage<HttpResponse> answer(TenantId tenant, Optional<Version> found) {
    var budget = found.map(Version::budget).orElse(OwnBudget.NONE);
    var plan = new BudgetPlan(books.plan().zone(), budget.budgets());
    var shares = plan.shares(tenant, clock.instant());
    return books
        .accounts()
        .standings(shares.stream().map(share -> share.period().key()).toList())
        .thenApply(standings -> Replies.json(200, json(found, budget, shares, standings)));
  }

  private ObjectNode json(
      Optional<Version> found,
      OwnBudget budget,
      List<Share> shares,
      Map<Period.Key, Standing> standings) {
    var json = JsonText.object().put("version", found.map(Version::number).orElse(0));
    for (var share : shares) {
      boolean isDay = share.budget().scope() == BudgetScope.OWN_DAY;
      var standing = standings.getOrDefault(share.period().key(), Standing.NONE);
      describe(share, standing, json.putObject(isDay ? "day" : "month"));
    }
    budget.cheaper().ifPresent(name -> json.put("cheaper", name));
    json.put("alertPercent", budget.alertPercent());
    found.ifPresent(version -> json.put("writtenAt", JsonText.time(version.at())));
    return json.put("currency", books.currency()).put("zone", books.plan().zone().getId());
  }

  private static void describe(Share share, Standing standing, ObjectNode json) {
    var budget = share.budget();
    long spent = standing.account().spentMicros();
    json.put("limitMicros", budget.limitMicros())
        .put("atLimit", JsonText.word(budget.atLimit()))
        .put("period", share.period().key().id());
    share
        .period()
        .bounds()
        .ifPresent(
            bounds ->
                json.put("start", JsonText.time(bounds.start()))
                    .put("end", JsonText.time(bounds.end())));
    json.put("spentMicros", spent)
        .put("leasedMicros", standing.account().leasedMicros())
        .put("percent", budget.percent(spent))
        .put("state", JsonText.word(state(budget, standing)));
  }

  private static Budget.State state(Budget budget, Standing standing) {
    return budget.state(standing.account().spentMicros(), standing.refused());
  }
}
