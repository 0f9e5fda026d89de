package io.parley.tools.money;

import io.parley.core.model.Cost;
import io.parley.core.money.Accounts;
import io.parley.core.money.Accounts.Answer;
import io.parley.core.money.Accounts.Claim;
import io.parley.core.money.Accounts.Lent;
import io.parley.core.money.Accounts.Refused;
import io.parley.core.money.Accounts.Settlement;
import io.parley.core.money.Budget;
import io.parley.core.money.Budget.AtLimit;
import io.parley.core.money.BudgetPlan.Share;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.MoneyListener;
import io.parley.core.money.Period;
import io.parley.core.money.Purse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's money: the books lend it some of each period's budget ahead of calls, so that few
/// calls wait for them. While the books do not answer, calls are still made, and counted later.
/// Thread safe; never blocks.
final class Wallet {
  private static final Logger LOG = LoggerFactory.getLogger(Wallet.class);

  /// The part of a day's, week's or month's limit that a node borrows ahead: a hundredth.
  private static final int AHEAD_PART = 100;

  /// Money unused for so long is returned.
  private static final Duration KEPT = Duration.ofSeconds(30);

  /// Sessions' periods come and go; more than these, while the books do not answer, would fill the
  /// memory.
  private static final int PERIODS_MAX = 50_000;

  private final String node;
  private final Accounts accounts;
  private final Duration timeout;
  private final MoneyListener listener;
  private final Clock clock;
  private final Map<Period.Key, Held> purses = new TreeMap<>();
  private boolean booksAway;

  /// The money held of one period.
  private static final class Held {
    // of the last call; that of an organisation changes while the program runs
    Budget budget;
    Purse purse = Purse.EMPTY;
    // remainder of rounding what was spent: added to the next cost before it is rounded
    Cost rounding = Cost.NONE;
    int asking;
    // whether calls of before a limit was lowered are under way: what they do not need is returned
    boolean isReturning;
    Instant wanted;
    Instant told = Instant.MIN;
    long toldIdle;

    Held(Budget budget, Instant wanted) {
      this.budget = budget;
      this.wanted = wanted;
    }

    /// Money that was lent up to a higher limit is returned, and not spent under a lower one.
    void under(Budget newest) {
      if (newest.limitMicros() < budget.limitMicros()) empty();
      budget = newest;
    }

    /// After a loan or the end of a call, which may be of before the limit was lowered.
    void goOn() {
      if (isReturning) empty();
    }

    private void empty() {
      purse = purse.emptied();
      isReturning = purse.open() > 0 || asking > 0;
    }
  }

  sealed interface Outcome {}

  record Reserved(Reservation reservation) implements Outcome {}

  /// @param scopes whose budgets have too little left
  record Spent(Set<BudgetScope> scopes) implements Outcome {}

  /// @param timeout how long the books may take to answer
  Wallet(String node, Accounts accounts, Duration timeout, MoneyListener listener, Clock clock) {
    this.node = node;
    this.accounts = accounts;
    this.timeout = timeout;
    this.listener = listener;
    this.clock = clock;
  }

  /// Puts money aside for a call that costs `bound` at most. The stage never fails, and is complete
  /// at once when this node holds enough.
  ///
  /// @param shares the budgets and periods that the call counts towards
  /// @param cheap whether this call may pass limits that ask for a cheaper model
  CompletionStage<Outcome> reserve(List<Share> shares, long bound, boolean cheap) {
    var request = new Request();
    boolean asks;
    synchronized (this) {
      for (var share : shares) putAside(share, bound, cheap, request);
      asks = !booksAway && !request.claims.isEmpty();
      if (asks) request.claims.forEach(claim -> purses.get(claim.period()).asking++);
    }
    if (!asks) {
      if (!request.claims.isEmpty()) listener.unleased();
      return CompletableFuture.completedStage(request.withWhatIsThere());
    }
    accounts
        .lend(node, request.claims)
        .whenComplete((answer, failure) -> answered(request, answer, failure));
    CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> late(request));
    return request.outcome;
  }

  /// A call that waits for money.
  private static final class Request {
    final List<Claim> claims = new ArrayList<>();
    final Map<Period.Key, Long> aside = new HashMap<>();
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    // under the wallet's lock: whether the call has stopped waiting
    boolean left;

    Reserved withWhatIsThere() {
      return new Reserved(new Reservation(aside));
    }

    void goOn(Map<Period.Key, Held> purses) {
      claims.forEach(claim -> purses.get(claim.period()).goOn());
    }
  }

  /// Takes what is held; the rest becomes a claim. For a call past a limit that asks for a cheaper
  /// model nothing is put aside of that budget: its rest would let dear calls pass the limit, too.
  private void putAside(Share share, long bound, boolean cheap, Request request) {
    var key = share.period().key();
    var budget = share.budget();
    if (cheap && budget.atLimit() == AtLimit.CHEAPER) return;
    if (!purses.containsKey(key) && purses.size() >= PERIODS_MAX) return;
    var held = purses.computeIfAbsent(key, _ -> new Held(budget, clock.instant()));
    held.under(budget);
    held.wanted = clock.instant();
    long there = Math.min(held.purse.free(), bound);
    held.purse = held.purse.aside(there);
    request.aside.put(key, there);
    if (there < bound)
      request.claims.add(new Claim(key, budget.limitMicros(), bound - there, ahead(budget)));
  }

  /// A session lives on one node and is short: nothing is borrowed ahead of its calls.
  private static long ahead(Budget budget) {
    return budget.scope() == BudgetScope.SESSION ? 0 : budget.limitMicros() / AHEAD_PART;
  }

  private void answered(Request request, Answer answer, Throwable failure) {
    if (failure != null) booksAway(failure.toString());
    Outcome found;
    synchronized (this) {
      for (var claim : request.claims) {
        var held = purses.get(claim.period());
        held.asking--;
        if (answer instanceof Lent(var micros))
          held.purse = held.purse.lent(micros.get(claim.period()));
      }
      // a late loan stays for the next call
      if (request.left) {
        request.goOn(purses);
        return;
      }
      request.left = true;
      found = failure == null ? outcome(request, answer) : request.withWhatIsThere();
      request.goOn(purses);
    }
    if (failure != null) listener.unleased();
    request.outcome.complete(found);
  }

  private Outcome outcome(Request request, Answer answer) {
    return switch (answer) {
      case Lent _ -> {
        for (var claim : request.claims) {
          var held = purses.get(claim.period());
          held.purse = held.purse.aside(claim.need());
          request.aside.merge(claim.period(), claim.need(), Math::addExact);
        }
        yield request.withWhatIsThere();
      }
      case Refused(var periods) -> {
        request.aside.forEach((key, amount) -> settle(key, amount, Cost.NONE));
        yield new Spent(periods.stream().map(Period.Key::scope).collect(Collectors.toSet()));
      }
    };
  }

  /// The call continues with what was held.
  private void late(Request request) {
    synchronized (this) {
      if (request.left) return;
      request.left = true;
    }
    booksAway("no answer in " + timeout);
    listener.unleased();
    request.outcome.complete(request.withWhatIsThere());
  }

  /// Settles a call at its cost, whatever was put aside for it.
  ///
  /// @param shares those with which it began
  synchronized void settle(List<Share> shares, Reservation reservation, Cost cost) {
    for (var share : shares) {
      var key = share.period().key();
      if (!purses.containsKey(key) && purses.size() >= PERIODS_MAX) continue;
      purses.computeIfAbsent(key, _ -> new Held(share.budget(), clock.instant()));
      settle(key, reservation.aside().getOrDefault(key, 0L), cost);
    }
  }

  private void settle(Period.Key key, long aside, Cost cost) {
    var held = purses.get(key);
    var sum = held.rounding.plus(cost);
    held.rounding = new Cost(0, sum.excess());
    held.purse = held.purse.settled(aside, sum.micros());
    held.goOn();
  }

  /// Takes what was not posted yet; the caller must post it.
  ///
  /// @param all whether all unused money is returned
  synchronized List<Settlement> settlements(boolean all, Duration renewEvery) {
    var now = clock.instant();
    var settlements = new ArrayList<Settlement>();
    for (var entries = purses.entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      var held = entry.getValue();
      if (all || isUnwanted(held, now)) held.purse = held.purse.emptied();
      var purse = held.purse;
      // the idle part is released when this node dies, so it must not be reported too large
      boolean due =
          purse.free() < held.toldIdle
              || (!now.isBefore(held.told.plus(renewEvery)) && purse.free() + purse.open() > 0);
      if (purse.spent() > 0 || purse.released() > 0 || due) {
        settlements.add(
            new Settlement(
                entry.getKey(),
                purse.spent(),
                purse.released(),
                purse.free(),
                held.budget.alertMicros()));
        held.told = now;
        held.toldIdle = purse.free();
        held.purse = purse.posted();
      }
      if (held.purse.isEmpty() && held.asking == 0) entries.remove();
    }
    return settlements;
  }

  private static boolean isUnwanted(Held held, Instant now) {
    if (held.asking > 0 || held.purse.open() > 0) return false;
    return held.budget.scope() == BudgetScope.SESSION || held.wanted.plus(KEPT).isBefore(now);
  }

  /// The books answer again.
  synchronized void booksBack() {
    if (booksAway) LOG.info("the budgets' database answers again");
    booksAway = false;
  }

  synchronized boolean areBooksAway() {
    return booksAway;
  }

  private synchronized void booksAway(String why) {
    if (!booksAway)
      LOG.warn(
          "the budgets' database does not answer ({}): calls continue, and are counted later", why);
    booksAway = true;
  }
}
