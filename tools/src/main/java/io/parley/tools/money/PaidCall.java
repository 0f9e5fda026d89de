package io.parley.tools.money;

import io.parley.core.memory.Tokens;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.money.PromptTokens;
import io.parley.core.money.UsageKey;
import io.parley.core.money.UsageSum;
import java.time.Clock;
import java.time.Instant;

/// One call, from the money put aside for it to what it cost. What was broken off in the middle
/// (failed, replaced by another model, cancelled) was paid for, too, but nobody tells how much: it
/// is estimated from the prompt and the words that came, as the dearest model that may have said
/// them. What failed before its first word cost nothing.
final class PaidCall implements ReplyListener, Cancellable {
  private final Prompt prompt;
  private final ReplyListener listener;
  private final Bookkeeping books;
  private final Clock clock;
  private final Instant began;
  private final StringBuilder said = new StringBuilder();
  private PaidRoute route;
  private Reservation reservation = Reservation.NONE;
  private Cancellable running = () -> {};
  private long cost;
  private boolean begun;
  private boolean over;

  PaidCall(Prompt prompt, ReplyListener listener, Bookkeeping books, Clock clock) {
    this.prompt = prompt;
    this.listener = listener;
    this.books = books;
    this.clock = clock;
    this.began = clock.instant();
  }

  Prompt prompt() {
    return prompt;
  }

  Instant began() {
    return began;
  }

  /// The money is there.
  void run(PaidRoute with, Reservation aside) {
    boolean cancelled;
    synchronized (this) {
      route = with;
      reservation = aside;
      begun = true;
      cancelled = over;
    }
    if (cancelled) {
      settle();
      return;
    }
    Cancellable started;
    try {
      started = with.model().start(prompt, this);
    } catch (RuntimeException e) {
      // nobody may be there any more to whom it could be thrown
      failed(new ModelFailure(Category.UNAVAILABLE, "the model could not be started", e));
      return;
    }
    synchronized (this) {
      running = started;
      cancelled = over;
    }
    // for one that has ended already it does nothing
    if (cancelled) started.cancel();
  }

  /// There is none. A call that was cancelled meanwhile wants to hear nothing.
  void refused(ModelFailure failure) {
    if (end()) listener.failed(failure);
  }

  @Override
  public void text(String chunk) {
    synchronized (this) {
      if (!over) said.append(chunk);
    }
    listener.text(chunk);
  }

  @Override
  public void restarted() {
    brokenOff(true);
    listener.restarted();
  }

  @Override
  public void completed(Completion completion) {
    var usage = books.settings().prices().priced(completion.usage());
    if (end()) {
      charge(usage, 0);
      settle();
    }
    listener.completed(
        new Completion(
            completion.toolRequests(),
            completion.cited(),
            completion.sources(),
            usage,
            completion.degraded()));
  }

  @Override
  public void failed(ModelFailure failure) {
    if (end()) {
      brokenOff(true);
      settle();
    }
    listener.failed(failure);
  }

  @Override
  public void cancel() {
    Cancellable stopped;
    boolean mine;
    synchronized (this) {
      mine = !over && begun;
      over = true;
      stopped = running;
    }
    stopped.cancel();
    if (!mine) return;
    brokenOff(false);
    settle();
  }

  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  /// @param failed whether that was the model's doing
  private void brokenOff(boolean failed) {
    int words;
    synchronized (this) {
      words = Tokens.estimate(said.toString());
      said.setLength(0);
    }
    // a request that was refused, or found nobody, cost nothing; who cancelled it cannot know
    int read = words > 0 || !failed ? PromptTokens.estimate(prompt) : 0;
    charge(
        books.settings().prices().priced(Usage.unpriced(dearest(), read, words)), failed ? 1 : 0);
  }

  private String dearest() {
    var prices = books.settings().prices();
    var models = route.models().apply(prompt.purpose());
    var dearest = models.getFirst();
    for (var model : models) if (cost(model) > cost(dearest)) dearest = model;
    return prices.of(dearest).isPresent() ? dearest : models.getFirst();
  }

  private long cost(String model) {
    return books
        .settings()
        .prices()
        .of(model)
        .map(price -> price.cost(PromptTokens.estimate(prompt), prompt.outputTokensMax()))
        .orElse(0L);
  }

  private void charge(Usage usage, int failures) {
    boolean unpriced = books.settings().prices().of(usage.model()).isEmpty();
    synchronized (this) {
      cost = Math.addExact(cost, usage.costMicros());
    }
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
            usage.costMicros()));
    books.listener().charged(usage.model(), prompt.purpose(), usage.costMicros(), unpriced);
  }

  private void settle() {
    Reservation aside;
    long paid;
    synchronized (this) {
      aside = reservation;
      paid = cost;
    }
    if (paid > 0 || !aside.aside().isEmpty())
      books.wallet().settle(prompt.origin().session(), began, aside, paid);
  }
}
