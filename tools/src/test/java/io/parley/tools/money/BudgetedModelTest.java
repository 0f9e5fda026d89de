package io.parley.tools.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.agent.AgentRef;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Origin;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
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

class BudgetedModelTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("s1234567"));
  private static final Prompt PROMPT =
      new Prompt(
          Purpose.REPLY,
          new Origin(SESSION, new AgentRef("support", 1)),
          "Be kind.",
          List.of(new Customer("hello")),
          List.of(),
          1_000);
  private static final Period.Key DAY =
      new Period.Key(TenantId.DEFAULT, BudgetScope.DAY, "2026-11-21");

  /// A micro-unit for a token written, nothing for one read: 1000 at most for a call.
  private static final PriceList PRICES =
      new PriceList(
          "EUR",
          Map.of(
              "dear", new Price(0, 1_000_000),
              "cheap", new Price(0, 100_000),
              "reading", new Price(1_000_000, 0),
              "free", Price.FREE));

  private final InMemoryAccounts accounts = new InMemoryAccounts();
  private final Happenings happenings = new Happenings();
  private final PlayedModel dear = new PlayedModel("dear");
  private final PlayedModel cheap = new PlayedModel("cheap");

  private static final class Heard implements ReplyListener {
    final StringBuilder text = new StringBuilder();
    final List<Usage> used = new ArrayList<>();
    Completion completion;
    ModelFailure failure;

    @Override
    public void text(String chunk) {
      text.append(chunk);
    }

    @Override
    public void restarted() {
      text.setLength(0);
    }

    @Override
    public void used(Usage usage) {
      used.add(usage);
    }

    @Override
    public void completed(Completion done) {
      completion = done;
    }

    @Override
    public void failed(ModelFailure why) {
      failure = why;
    }
  }

  private static Budget day(long limit, AtLimit atLimit) {
    return new Budget(BudgetScope.DAY, limit, atLimit, 80);
  }

  private Bookkeeping books(Budget... budgets) {
    return books(Duration.ofMinutes(1), budgets);
  }

  private Bookkeeping books(Duration patience, Budget... budgets) {
    return new Bookkeeping(
        "node",
        accounts,
        new MoneySettings(
            PRICES,
            new BudgetPlan(ZoneOffset.UTC, List.of(budgets)),
            patience,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1)),
        happenings,
        CLOCK);
  }

  private BudgetedModel model(Bookkeeping books) {
    return new BudgetedModel(PaidRoute.of(dear), Optional.of(PaidRoute.of(cheap)), books, CLOCK);
  }

  private Heard ask(LanguageModel model) {
    var heard = new Heard();
    var _ = model.start(PROMPT, heard);
    return heard;
  }

  private Account account() {
    return accounts.account(DAY);
  }

  @Test
  void a_call_is_priced_and_recorded() {
    var books = books();
    var heard = ask(model(books));
    dear.calls.getFirst().text("Hi!");
    dear.complete(0, 25);
    assertThat(heard.text).hasToString("Hi!");
    assertThat(heard.completion.usage()).isEqualTo(new Usage("dear", 10, 25, 25, "EUR", false));
    books.tick();
    assertThat(accounts.used()).isEqualTo(new UsageSum(1, 0, 0, 0, 10, 25, 25));
    assertThat(accounts.accounts).isEmpty();
  }

  @Test
  void without_budgets_or_prices_the_books_are_not_asked() {
    ask(model(books()));
    ask(
        new BudgetedModel(
            PaidRoute.of(new PlayedModel("free")),
            Optional.empty(),
            books(day(1, AtLimit.STOP)),
            CLOCK));
    assertThat(accounts.asked).isZero();
    assertThat(dear.calls).hasSize(1);
  }

  @Test
  void a_model_without_a_price_costs_nothing_and_is_counted_as_such() {
    var odd = new PlayedModel("odd");
    var books = books(day(1, AtLimit.STOP));
    ask(new BudgetedModel(PaidRoute.of(odd), Optional.empty(), books, CLOCK));
    odd.complete(0, 25);
    books.tick();
    assertThat(accounts.used()).isEqualTo(new UsageSum(1, 0, 0, 1, 10, 25, 0));
    assertThat(happenings.all).containsExactly("odd 0 unpriced");
  }

  @Test
  void the_bound_is_put_aside_and_the_cost_is_settled() {
    var books = books(day(10_000, AtLimit.STOP));
    ask(model(books));
    assertThat(account()).isEqualTo(new Account(0, 1_100));
    dear.complete(0, 300);
    books.tick();
    assertThat(account()).isEqualTo(new Account(300, 800));
    books.close();
    assertThat(account()).isEqualTo(new Account(300, 0));
  }

  @Test
  void money_borrowed_ahead_pays_further_calls_without_the_books() {
    var books = books(day(1_000_000, AtLimit.STOP));
    var model = model(books);
    for (int call = 0; call < 10; call++) ask(model);
    assertThat(accounts.asked).isEqualTo(1);
    ask(model);
    ask(model);
    assertThat(accounts.asked).isEqualTo(2);
  }

  @Test
  void when_too_little_is_left_the_call_fails_with_the_reason() {
    var books = books(day(1_500, AtLimit.STOP));
    var model = model(books);
    ask(model);
    var refused = ask(model);
    assertThat(refused.failure.category()).isEqualTo(Category.BUDGET_SPENT);
    assertThat(refused.failure.retryable()).isFalse();
    assertThat(dear.calls).hasSize(1);
    assertThat(cheap.calls).isEmpty();
    // the first cost little: there is money left again
    dear.complete(0, 100);
    ask(model);
    assertThat(dear.calls).hasSize(2);
    assertThat(happenings.all).containsExactly("refused DAY", "dear 100");
  }

  @Test
  void a_cheaper_model_passes_a_limit_that_allows_it_and_is_counted() {
    var books = books(day(1_500, AtLimit.CHEAPER));
    var model = model(books);
    ask(model);
    dear.complete(0, 900);
    for (int call = 0; call < 10; call++) {
      ask(model);
      // less than it might have cost: what is left must not pay the dear model
      cheap.complete(call, 200);
    }
    assertThat(dear.calls).hasSize(1);
    books.close();
    assertThat(account()).isEqualTo(new Account(900 + 10 * 20, 0));
  }

  @Test
  void a_limit_that_says_stop_also_stops_the_cheaper_model() {
    var books =
        books(day(1_000, AtLimit.CHEAPER), new Budget(BudgetScope.MONTH, 1_050, AtLimit.STOP, 80));
    var model = model(books);
    ask(model);
    dear.complete(0, 1_000);
    assertThat(ask(model).failure.category()).isEqualTo(Category.BUDGET_SPENT);
    assertThat(cheap.calls).isEmpty();
  }

  @Test
  void a_failed_attempt_costs_its_reported_usage_or_nothing() {
    var books = books(day(1_000_000, AtLimit.STOP));
    var model = model(books);
    var silent = ask(model);
    dear.calls.getFirst().failed(new ModelFailure(Category.UNAVAILABLE, "gone", null));
    var told = ask(model);
    dear.calls.get(1).used(Usage.unpriced("dear", 2_000, 3_000));
    dear.calls.get(1).failed(new ModelFailure(Category.UNAVAILABLE, "gone", null));
    books.tick();
    assertThat(accounts.used()).isEqualTo(new UsageSum(2, 0, 2, 0, 2_000, 3_000, 3_000));
    assertThat(account().spentMicros()).isEqualTo(3_000);
    assertThat(silent.used).isEmpty();
    assertThat(told.used).containsExactly(new Usage("dear", 2_000, 3_000, 3_000, "EUR", false));
  }

  @Test
  void a_model_that_was_replaced_in_mid_reply_is_still_paid() {
    var books = books(day(1_000_000, AtLimit.STOP));
    var heard = ask(model(books));
    dear.calls.getFirst().text("x".repeat(400));
    dear.calls.getFirst().used(Usage.unpriced("dear", 10, 100));
    dear.calls.getFirst().restarted();
    dear.calls.getFirst().text("anew");
    dear.complete(0, 7);
    assertThat(heard.text).hasToString("anew");
    books.tick();
    assertThat(account().spentMicros()).isEqualTo(107);
    assertThat(accounts.used().calls()).isEqualTo(2);
    assertThat(accounts.used().failedCalls()).isEqualTo(1);
  }

  @Test
  void a_cancelled_call_costs_its_reported_usage_even_if_reported_late() {
    var books = books(day(1_000_000, AtLimit.STOP));
    var heard = new Heard();
    var call = model(books).start(PROMPT, heard);
    dear.calls.getFirst().text("x".repeat(40));
    call.cancel();
    call.cancel();
    assertThat(account().leasedMicros()).isPositive();
    dear.calls.getFirst().used(Usage.unpriced("dear", 10, 10));
    books.close();
    assertThat(dear.cancelled).isEqualTo(2);
    assertThat(account()).isEqualTo(new Account(10, 0));
    assertThat(accounts.used()).isEqualTo(new UsageSum(1, 0, 0, 0, 10, 10, 10));
    assertThat(heard.used).hasSize(1);
  }

  @Test
  void an_answer_after_the_cancellation_is_paid_too() {
    var books = books(day(1_000_000, AtLimit.STOP));
    var call = model(books).start(PROMPT, new Heard());
    call.cancel();
    dear.complete(0, 500);
    books.close();
    assertThat(account()).isEqualTo(new Account(500, 0));
  }

  @Test
  void a_call_that_is_cancelled_while_it_waits_for_money_is_not_made() {
    accounts.slow = true;
    var books = books(day(10_000, AtLimit.STOP));
    var call = model(books).start(PROMPT, new Heard());
    call.cancel();
    accounts.answer();
    assertThat(dear.calls).isEmpty();
    books.close();
    assertThat(account()).isEqualTo(new Account(0, 0));
  }

  @Test
  void while_the_books_do_not_answer_calls_are_made_and_counted_later() {
    var books = books(day(1_500, AtLimit.STOP));
    accounts.away = true;
    for (int call = 0; call < 3; call++) {
      ask(model(books));
      dear.complete(call, 1_000);
    }
    // after the first failure nobody waits for them any more
    assertThat(accounts.asked).isEqualTo(1);
    books.tick();
    accounts.away = false;
    books.tick();
    assertThat(account()).isEqualTo(new Account(3_000, 0));
    assertThat(accounts.used().calls()).isEqualTo(3);
    assertThat(ask(model(books)).failure.category()).isEqualTo(Category.BUDGET_SPENT);
    assertThat(happenings.all).contains("unleased", "alert DAY");
  }

  @Test
  void late_books_delay_no_call_and_their_loan_is_used_later() {
    accounts.slow = true;
    var books = books(Duration.ofMillis(1), day(10_000, AtLimit.STOP));
    ask(model(books));
    await().until(() -> dear.calls.size() == 1);
    accounts.answer();
    dear.complete(0, 200);
    books.close();
    assertThat(account()).isEqualTo(new Account(200, 0));
  }

  @Test
  void an_entry_whose_answer_is_lost_is_sent_again_and_counts_once() {
    var books = books(day(1_000_000, AtLimit.STOP));
    ask(model(books));
    dear.complete(0, 300);
    accounts.answersLost = true;
    books.tick();
    ask(model(books));
    dear.complete(1, 50);
    books.tick();
    accounts.answersLost = false;
    books.close();
    assertThat(account()).isEqualTo(new Account(350, 0));
    assertThat(accounts.used().calls()).isEqualTo(2);
  }

  @Test
  void a_session_borrows_for_its_call_and_returns_the_rest() {
    var key = new Period.Key(TenantId.DEFAULT, BudgetScope.SESSION, "s1234567");
    var books = books(new Budget(BudgetScope.SESSION, 100_000, AtLimit.STOP, 80));
    ask(model(books));
    assertThat(accounts.account(key)).isEqualTo(new Account(0, 1_000));
    dear.complete(0, 10);
    books.tick();
    assertThat(accounts.account(key)).isEqualTo(new Account(10, 0));
  }

  @Test
  void answers_from_a_cache_below_are_recorded() {
    var books = books();
    var heard = new Heard();
    var _ = new AccountedModel(dear, books, CLOCK).start(PROMPT, heard);
    dear.calls
        .getFirst()
        .completed(
            new Completion(List.of(), Citations.ALL, new Usage("dear", 9, 9, 0, "EUR", true)));
    books.tick();
    assertThat(heard.completion.usage().cached()).isTrue();
    assertThat(accounts.used()).isEqualTo(UsageSum.CACHED);
  }
}
