package io.parley.tools.money;

import io.parley.core.fault.Stages;
import io.parley.core.money.Accounts;
import io.parley.core.money.Accounts.Alert;
import io.parley.core.money.Accounts.Posting;
import io.parley.core.money.BudgetScope;
import io.parley.core.money.MoneyListener;
import io.parley.core.money.UsageKey;
import io.parley.core.money.UsageSum;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts this node's usage and spending to the books: about every second, if there is any, one
/// entry at a time. A failed entry is sent again under its number until it is known to be stored;
/// later usage is added up meanwhile. [#close] posts everything and returns unused money.
///
/// A killed node loses what it had not posted: the last second.
public final class Bookkeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

  /// Rows that wait for the books. An hour of one agent and model is a row, so these are many weeks
  /// without a database; past it, calls are no longer recorded, which is logged.
  private static final int ROWS_MAX = 10_000;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final int RENEWALS_IN_A_LEASE = 3;
  private static final Duration FORGET_EVERY = Duration.ofHours(6);
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);

  private final String node;
  private final Accounts accounts;
  private final MoneySettings settings;
  private final Wallet wallet;
  private final MoneyListener listener;
  private final ScheduledThreadPoolExecutor timer;
  private Map<UsageKey, UsageSum> usage = new HashMap<>();
  private Optional<Posting> pending = Optional.empty();
  private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
  private long number;
  private boolean failing;
  private boolean full;

  /// @param node a name that no other start of any node has
  public static Bookkeeping start(
      String node, Accounts accounts, MoneySettings settings, MoneyListener listener, Clock clock) {
    var books = new Bookkeeping(node, accounts, settings, listener, clock);
    long every = settings.postEvery().toMillis();
    var _ = books.timer.scheduleWithFixedDelay(books::tick, every, every, TimeUnit.MILLISECONDS);
    var _ =
        books.timer.scheduleWithFixedDelay(
            books::forget, 1, FORGET_EVERY.toMinutes(), TimeUnit.MINUTES);
    return books;
  }

  Bookkeeping(
      String node, Accounts accounts, MoneySettings settings, MoneyListener listener, Clock clock) {
    this.node = node;
    this.accounts = accounts;
    this.settings = settings;
    this.listener = listener;
    this.wallet = new Wallet(node, accounts, settings.lendTimeout(), listener, clock);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("bookkeeping-", 0).factory());
  }

  MoneySettings settings() {
    return settings;
  }

  Wallet wallet() {
    return wallet;
  }

  MoneyListener listener() {
    return listener;
  }

  /// Adds calls of a model, to be posted soon.
  void used(UsageKey key, UsageSum sum) {
    boolean first = false;
    synchronized (this) {
      if (usage.containsKey(key) || usage.size() < ROWS_MAX) usage.merge(key, sum, UsageSum::plus);
      else {
        first = !full;
        full = true;
      }
    }
    if (first) LOG.warn("too many usage rows wait for the database: further ones are not recorded");
  }

  /// Sends the next entry, unless one is under way.
  void tick() {
    try {
      var _ = post(false);
    } catch (RuntimeException e) {
      // an exception must not stop the timer
      LOG.error("usage could not be recorded", e);
    }
  }

  /// @param all whether this is the last entry, and all unused money is returned
  private synchronized CompletableFuture<Void> post(boolean all) {
    if (!underWay.isDone()) return underWay;
    if (pending.isEmpty()) pending = next(all);
    if (pending.isEmpty()) return underWay;
    var posting = pending.get();
    underWay =
        accounts
            .post(posting)
            .toCompletableFuture()
            .<Void>handle(
                (alerts, failure) -> {
                  if (failure == null) posted(alerts);
                  else failed(failure);
                  return null;
                });
    return underWay;
  }

  private Optional<Posting> next(boolean all) {
    var settlements =
        wallet.settlements(all, settings.leaseTimeout().dividedBy(RENEWALS_IN_A_LEASE));
    // with nothing to post, an empty entry still checks whether the books answer again
    if (settlements.isEmpty() && usage.isEmpty() && !wallet.areBooksAway()) return Optional.empty();
    var posting = new Posting(node, ++number, settings.prices().currency(), usage, settlements);
    usage = new HashMap<>();
    full = false;
    return Optional.of(posting);
  }

  private void posted(List<Alert> alerts) {
    synchronized (this) {
      pending = Optional.empty();
      if (failing) LOG.info("usage is recorded again");
      failing = false;
    }
    wallet.booksBack();
    alerts.forEach(this::alert);
  }

  private synchronized void failed(Throwable failure) {
    var cause = Stages.cause(failure);
    if (!failing)
      LOG.warn("usage cannot be recorded now, and is kept until it can: {}", cause.toString());
    failing = true;
  }

  private void alert(Alert alert) {
    var scope = alert.period().scope();
    listener.alerted(scope);
    var budget = settings.plan().budgets().stream().filter(b -> b.scope() == scope).findFirst();
    if (budget.isEmpty()) return;
    var sentence = "budget of {} {} (tenant {}): {} % of {} micro-units {} are spent";
    Object[] values = {
      scope.name().toLowerCase(Locale.ROOT),
      alert.period().id(),
      alert.period().tenant(),
      budget.get().percent(alert.spentMicros()),
      budget.get().limitMicros(),
      settings.prices().currency()
    };
    // there are many sessions
    if (scope == BudgetScope.SESSION) LOG.info(sentence, values);
    else LOG.warn(sentence, values);
  }

  private void forget() {
    accounts
        .forget(FORGOTTEN_AFTER)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) LOG.debug("idle budgets could not be removed", failure);
            });
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      // first the entry that is under way or failed before, under its number; then the rest
      for (int i = 0; i < 3; i++) post(true).get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the last entry did not complete", e);
    }
    synchronized (this) {
      if (pending.isPresent())
        LOG.warn("the last usage could not be recorded: the database does not answer");
    }
  }
}
