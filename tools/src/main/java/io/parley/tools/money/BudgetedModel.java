package io.parley.tools.money;

import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.PromptTokens;
import io.parley.tools.money.Wallet.Outcome;
import io.parley.tools.money.Wallet.Reserved;
import io.parley.tools.money.Wallet.Spent;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/// A model whose calls are priced, recorded, and held to the budgets. Before a call that may cost
/// something, its upper bound is put aside: the prompt's estimated tokens and the most that it may
/// answer, at the dearest price of all models that may be asked. When too little is left, the
/// cheaper model makes the call, if every spent budget allows that and there is one; else it fails
/// with [Category#BUDGET_SPENT].
///
/// A call that cannot cost anything, and every call while there are no budgets, goes straight to
/// the model.
public final class BudgetedModel implements LanguageModel {
  private final PaidRoute usual;
  private final Optional<PaidRoute> cheaper;
  private final Bookkeeping books;
  private final Terms terms;
  private final Clock clock;

  /// The installation's models, under its prices and budgets.
  public BudgetedModel(
      PaidRoute usual, Optional<PaidRoute> cheaper, Bookkeeping books, Clock clock) {
    this(usual, cheaper, books, Terms.ofInstallation(books.settings()), clock);
  }

  public BudgetedModel(
      PaidRoute usual, Optional<PaidRoute> cheaper, Bookkeeping books, Terms terms, Clock clock) {
    this.usual = usual;
    this.cheaper = cheaper;
    this.books = books;
    this.terms = terms;
    this.clock = clock;
  }

  @Override
  public String name() {
    return usual.model().name();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    var call = new PaidCall(prompt, listener, books, terms, clock);
    begin(call, usual, false);
    return call;
  }

  private void begin(PaidCall call, PaidRoute route, boolean cheap) {
    long bound = bound(call.prompt(), route);
    if (bound == 0 || terms.plan().isEmpty()) {
      call.run(route, Reservation.NONE);
      return;
    }
    books
        .wallet()
        .reserve(call.shares(), bound, cheap)
        .thenAccept(outcome -> goOn(call, route, cheap, outcome));
  }

  private void goOn(PaidCall call, PaidRoute route, boolean cheap, Outcome outcome) {
    switch (outcome) {
      case Reserved(var reservation) -> call.run(route, reservation);
      case Spent(var scopes) -> {
        scopes.forEach(books.listener()::refused);
        if (!cheap && cheaper.isPresent() && wantCheaper(scopes)) begin(call, cheaper.get(), true);
        else
          call.refused(
              new ModelFailure(Category.BUDGET_SPENT, "budgets are spent: " + scopes, null));
      }
    }
  }

  private boolean wantCheaper(Set<BudgetScope> scopes) {
    return terms.plan().budgets().stream()
        .filter(budget -> scopes.contains(budget.scope()))
        .map(Budget::atLimit)
        .allMatch(AtLimit.CHEAPER::equals);
  }

  private long bound(Prompt prompt, PaidRoute route) {
    var price = terms.prices().dearest(route.models().apply(prompt.purpose()));
    return price.isFree()
        ? 0
        : price.cost(PromptTokens.estimate(prompt), prompt.outputTokensMax()).micros();
  }
}
