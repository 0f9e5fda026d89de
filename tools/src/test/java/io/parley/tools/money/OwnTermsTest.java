package io.parley.tools.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels.Version;
import io.parley.core.model.own.OwnRoute;
import io.parley.core.money.Account;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.Period;
import io.parley.core.money.Price;
import io.parley.core.money.PriceList;
import io.parley.core.money.UsageSum;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnTermsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  private static final TenantId SHOP = new TenantId("shop");
  private static final Optional<Price> ONE = Optional.of(new Price(0, 1_000_000));

  private static final Prompt PROMPT =
      new Prompt(
          Purpose.REPLY,
          new Origin(new SessionKey(SHOP, new SessionId("s1234567")), new AgentRef("support", 1)),
          "Be kind.",
          List.of(new Customer("hello")),
          List.of(),
          1_000);

  private final InMemoryAccounts accounts = new InMemoryAccounts();
  private final Happenings happenings = new Happenings();
  private final PlayedModel own = new PlayedModel("own");
  private final PlayedModel cheaper = new PlayedModel("cheap");
  private final List<Usage> usages = new ArrayList<>();
  private final List<Category> failures = new ArrayList<>();

  /// One micro-unit is left, and each token written costs the installation one.
  private final Bookkeeping books =
      new Bookkeeping(
          "node",
          accounts,
          new MoneySettings(
              new PriceList("EUR", Map.of("own", new Price(0, 1_000_000))),
              new BudgetPlan(
                  ZoneOffset.UTC, List.of(new Budget(BudgetScope.DAY, 1, AtLimit.STOP, 80))),
              Duration.ofMinutes(1),
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)),
          happenings,
          CLOCK);

  private static Version version(String name, Optional<Price> price) {
    var model = new OwnModel(Kind.OPENAI, Optional.empty(), name, price);
    return new Version(new OwnModelName(SHOP, name), 1, model, Instant.EPOCH);
  }

  private static Budget day(long limit, AtLimit atLimit) {
    return new Budget(BudgetScope.OWN_DAY, limit, atLimit, 80);
  }

  private void ask(Optional<Price> price, Budget... budgets) {
    int before = own.calls.size();
    begin(price, budgets);
    if (own.calls.size() > before) own.complete(before, 25);
    books.tick();
  }

  private void begin(Optional<Price> price, Budget... budgets) {
    var cheap = version("cheap", Optional.of(Price.FREE));
    var route = new OwnRoute(List.of(version("own", price)), List.of(cheap), List.of(budgets));
    var model =
        new BudgetedModel(
            PaidRoute.of(own),
            Optional.of(PaidRoute.of(cheaper)),
            books,
            Terms.own(route, books.settings()),
            CLOCK);
    var _ = model.start(PROMPT, new Heard());
  }

  private final class Heard implements ReplyListener {
    @Override
    public void text(String chunk) {
      throw new AssertionError("no words were said");
    }

    @Override
    public void restarted() {
      throw new AssertionError("nothing was said again");
    }

    @Override
    public void completed(Completion completion) {
      usages.add(completion.usage());
    }

    @Override
    public void failed(ModelFailure failure) {
      failures.add(failure.category());
    }
  }

  @Test
  void a_call_is_recorded_at_the_organisations_price_and_no_budget_of_the_installation_counts_it() {
    ask(Optional.of(new Price(0, 2_000_000)));
    assertThat(usages).containsExactly(new Usage("own", 10, 25, 50, "EUR", false));
    assertThat(accounts.used()).isEqualTo(new UsageSum(1, 0, 0, 0, 10, 25, 50));
    assertThat(accounts.accounts).isEmpty();
    assertThat(happenings.all).isEmpty();
  }

  @Test
  void the_price_counts_also_where_the_server_tells_another_name() {
    var route =
        new OwnRoute(
            List.of(version("own", Optional.of(new Price(0, 2_000_000)))), List.of(), List.of());
    var model =
        new BudgetedModel(
            PaidRoute.of(own), Optional.empty(), books, Terms.own(route, books.settings()), CLOCK);
    var _ = model.start(PROMPT, new Heard());
    own.calls
        .getFirst()
        .completed(new Completion(List.of(), Citations.ALL, Usage.unpriced("another", 10, 25)));
    books.tick();
    assertThat(accounts.used()).isEqualTo(new UsageSum(1, 0, 0, 0, 10, 25, 50));
  }

  @Test
  void without_a_price_a_call_counts_as_unpriced() {
    ask(Optional.empty());
    assertThat(accounts.used()).isEqualTo(new UsageSum(1, 0, 0, 1, 10, 25, 0));
    assertThat(happenings.all).isEmpty();
  }

  @Test
  void a_call_that_may_exceed_the_organisations_budget_is_not_made() {
    ask(ONE, day(1_000, AtLimit.STOP));
    ask(ONE, day(1_000, AtLimit.STOP));
    assertThat(failures).containsExactly(Category.BUDGET_SPENT);
    assertThat(own.calls).hasSize(1);
    assertThat(accounts.accounts.keySet())
        .containsExactly(new Period.Key(SHOP, BudgetScope.OWN_DAY, "2026-11-21"));
    assertThat(accounts.accounts.values()).extracting(Account::spentMicros).containsExactly(25L);
    assertThat(happenings.all).containsExactly("refused OWN_DAY");
  }

  @Test
  void past_a_limit_that_asks_for_it_the_organisations_cheaper_model_makes_the_call() {
    ask(ONE, day(1_000, AtLimit.CHEAPER));
    ask(ONE, day(1_000, AtLimit.CHEAPER));
    assertThat(failures).isEmpty();
    assertThat(own.calls).hasSize(1);
    assertThat(cheaper.calls).hasSize(1);
  }

  @Test
  void money_lent_under_a_higher_limit_is_not_spent_under_a_lower_one() {
    ask(ONE, day(100_000, AtLimit.STOP));
    assertThat(accounts.accounts.values())
        .extracting(Account::leasedMicros)
        .containsExactly(1_975L);
    ask(ONE, day(1_000, AtLimit.STOP));
    assertThat(failures).containsExactly(Category.BUDGET_SPENT);
    assertThat(own.calls).hasSize(1);
    assertThat(accounts.accounts.values()).extracting(Account::leasedMicros).containsExactly(0L);
  }

  @Test
  void a_call_that_ends_after_its_limit_was_lowered_leaves_nothing_to_spend() {
    begin(ONE, day(100_000, AtLimit.STOP));
    ask(ONE, day(500, AtLimit.STOP));
    assertThat(failures).containsExactly(Category.BUDGET_SPENT);
    own.complete(0, 25);
    books.tick();
    assertThat(accounts.accounts.values()).containsExactly(new Account(25, 0));
  }
}
