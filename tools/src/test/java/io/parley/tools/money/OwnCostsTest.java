package io.parley.tools.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetPlan;
import io.parley.core.money.BudgetScope;
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

class OwnCostsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  private static final Prompt PROMPT =
      new Prompt(
          Purpose.REPLY,
          new Origin(
              new SessionKey(new TenantId("shop"), new SessionId("s1234567")),
              new AgentRef("support", 1)),
          "Be kind.",
          List.of(new Customer("hello")),
          List.of(),
          1_000);

  private final InMemoryAccounts accounts = new InMemoryAccounts();
  private final Happenings happenings = new Happenings();
  private final PlayedModel own = new PlayedModel("own");
  private final List<Usage> usages = new ArrayList<>();

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

  private void ask(Optional<Price> price) {
    var _ = new OwnCosts(own, books, price, CLOCK).start(PROMPT, new Heard());
    own.complete(own.calls.size() - 1, 25);
    books.tick();
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
      throw new AssertionError("the call failed", failure);
    }
  }

  @Test
  void a_call_is_recorded_at_the_organisations_price_and_no_budget_counts_it() {
    ask(Optional.of(new Price(0, 2_000_000)));
    assertThat(usages).containsExactly(new Usage("own", 10, 25, 50, "EUR", false));
    assertThat(accounts.used()).isEqualTo(new UsageSum(1, 0, 0, 0, 10, 25, 50));
    assertThat(accounts.accounts).isEmpty();
    assertThat(happenings.all).isEmpty();
  }

  @Test
  void the_price_counts_also_where_the_server_tells_another_name() {
    var costs = new OwnCosts(own, books, Optional.of(new Price(0, 2_000_000)), CLOCK);
    var _ = costs.start(PROMPT, new Heard());
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
}
