package io.parley.tools.money;

import io.parley.core.fault.WorkFailed;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.Cost;
import io.parley.core.model.ForwardingListener;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.money.BudgetPlan.Share;
import io.parley.core.money.PromptTokens;
import io.parley.core.money.UsageKey;
import io.parley.core.money.UsageSum;
import java.time.Clock;
import java.util.List;

/// One call, from the money put aside for it to what it cost. All usage that its models report is
/// recorded, whenever it comes: late answers and attempts that failed, were replaced or cancelled
/// were paid for, too. Usage after the call was settled is spent on top.
final class PaidCall extends ForwardingListener implements Cancellable {
  private final Prompt prompt;
  private final Bookkeeping books;
  private final Clock clock;
  private final Terms terms;
  private final List<Share> shares;
  private PaidRoute route;
  private Reservation reservation = Reservation.NONE;
  private Cancellable running = () -> {};
  private Cost cost = Cost.NONE;
  private boolean begun;
  private boolean over;
  private boolean cancelled;
  private boolean settled;
  // whether the failing attempt has reported its usage
  private boolean told;

  PaidCall(Prompt prompt, ReplyListener listener, Bookkeeping books, Terms terms, Clock clock) {
    super(listener);
    this.prompt = prompt;
    this.books = books;
    this.clock = clock;
    this.terms = terms;
    this.shares = terms.plan().shares(prompt.origin().session(), clock.instant());
  }

  Prompt prompt() {
    return prompt;
  }

  /// The budgets that it counts towards, in the periods in which it began.
  List<Share> shares() {
    return shares;
  }

  /// Starts the call: the money is put aside.
  void run(PaidRoute with, Reservation aside) {
    boolean gone;
    synchronized (this) {
      route = with;
      reservation = aside;
      begun = true;
      gone = over;
    }
    if (gone) {
      settle();
      return;
    }
    Cancellable started;
    try {
      started = WorkFailed.contain(() -> with.model().start(prompt, this));
    } catch (WorkFailed e) {
      failed(new ModelFailure(Category.REFUSED, "the model failed on this prompt", e));
      return;
    } catch (RuntimeException e) {
      // there may be no caller left to throw it to
      failed(new ModelFailure(Category.UNAVAILABLE, "the model could not be started", e));
      return;
    }
    synchronized (this) {
      running = started;
      gone = over;
    }
    // no effect on a call that has ended
    if (gone) started.cancel();
  }

  /// Fails the call without money, unless it was cancelled meanwhile.
  void refused(ModelFailure failure) {
    if (end()) super.failed(failure);
  }

  @Override
  public void used(Usage used) {
    var usage = terms.prices().priced(used);
    boolean failed;
    synchronized (this) {
      told = true;
      failed = !cancelled;
    }
    charge(usage, failed ? 1 : 0);
    super.used(usage);
  }

  @Override
  public void completed(Completion completion) {
    var usage = terms.prices().priced(completion.usage());
    charge(usage, 0);
    if (end()) settle();
    super.completed(
        new Completion(
            completion.toolRequests(),
            completion.cited(),
            completion.sources(),
            usage,
            completion.degraded(),
            completion.cutOff()));
  }

  /// A failure is counted as a call even if it used nothing.
  @Override
  public void failed(ModelFailure failure) {
    if (end()) {
      boolean silent;
      synchronized (this) {
        silent = !told;
      }
      if (silent) charge(terms.prices().priced(Usage.unpriced(dearest(), 0, 0)), 1);
      settle();
    }
    super.failed(failure);
  }

  @Override
  public void cancel() {
    Cancellable stopped;
    boolean mine;
    synchronized (this) {
      mine = !over && begun;
      cancelled |= !over;
      over = true;
      stopped = running;
    }
    // reports its usage before this returns
    stopped.cancel();
    if (mine) settle();
  }

  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  private String dearest() {
    var models = route.models().apply(prompt.purpose());
    var dearest = models.getFirst();
    for (var model : models) if (bound(model) > bound(dearest)) dearest = model;
    return terms.prices().of(dearest).isPresent() ? dearest : models.getFirst();
  }

  private long bound(String model) {
    return terms
        .prices()
        .of(model)
        .map(price -> price.cost(PromptTokens.estimate(prompt), prompt.outputTokensMax()).micros())
        .orElse(0L);
  }

  private void charge(Usage usage, int failures) {
    boolean unpriced = terms.isUnpriced(usage.model());
    books.used(
        UsageKey.of(
            prompt.origin(),
            ModelName.storable(usage.model()),
            prompt.purpose(),
            clock.instant(),
            books.settings().plan().zone()),
        new UsageSum(
            1,
            0,
            failures,
            unpriced ? 1 : 0,
            Math.max(0, usage.inputTokens()),
            Math.max(0, usage.outputTokens()),
            usage.costMicros(),
            usage.costExcess()));
    if (!terms.isOwn())
      books.listener().charged(usage.model(), prompt.purpose(), usage.costMicros(), unpriced);
    synchronized (this) {
      if (!settled) {
        cost = cost.plus(usage.cost());
        return;
      }
    }
    spend(Reservation.NONE, usage.cost());
  }

  private void settle() {
    synchronized (this) {
      if (settled) return;
      settled = true;
    }
    spend(reservation, cost);
  }

  private void spend(Reservation aside, Cost paid) {
    if (paid.micros() > 0 || !aside.aside().isEmpty()) books.wallet().settle(shares, aside, paid);
  }
}
