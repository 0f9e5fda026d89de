package io.parley.tools.model.routing;

import io.parley.core.fault.WorkFailed;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One call from its start to its single end, in as many attempts as needed.
///
/// There is at most one attempt at a time. It is taken away by its own end, its limit, the call's
/// deadline or the caller's cancellation; the one that takes it away alone decides what comes next,
/// and later output of the attempt is dropped. The lock is never held while a model is started or
/// cancelled: a model calls back under a lock of its own.
final class RoutedCall implements Cancellable {
  private final Prompt prompt;
  private final ReplyListener listener;
  private final Optional<LanguageModel> lastResort;
  private final Surroundings around;
  private final ReentrantLock lock = new ReentrantLock();
  private final Instant until;

  // used only by the thread that decides what comes next; the lock passes them on
  private final Asked asked;
  private int round = 1;

  // under the lock
  private boolean over;
  private boolean providersDone;
  private Attempt current;
  private Attempt shown;
  private Optional<String> before = Optional.empty();
  private Optional<ModelFailure> failure = Optional.empty();
  private Cancellable deadline = () -> {};
  private Cancellable pause = () -> {};
  private Cancellable place = () -> {};

  /// @param lastResort asked when no provider can answer; empty without one
  RoutedCall(
      Prompt prompt,
      ReplyListener listener,
      Route route,
      Optional<LanguageModel> lastResort,
      Surroundings around) {
    this.prompt = prompt;
    this.listener = listener;
    this.asked = new Asked(route, prompt.origin().session().tenant());
    this.lastResort = lastResort;
    this.around = around;
    this.until = around.clock().instant().plus(around.settings().deadline());
  }

  void begin() {
    var first = around.timer().after(around.settings().deadline(), this::deadlinePassed);
    locked(() -> deadline = first);
    next();
  }

  @Override
  public void cancel() {
    Optional<Attempt> stopped;
    lock.lock();
    try {
      over = true;
      stopped = interrupted();
    } finally {
      lock.unlock();
    }
    stopped.ifPresent(Attempt::stop);
  }

  /// Asks the next endpoint that can be asked now.
  private void next() {
    switch (asked.next()) {
      case Route.Next.Attempt(var provider, var permit) -> ask(provider, permit);
      case Route.Next.Wait(var provider) -> {
        if (!waits(() -> forPlace(Optional.of(provider), around.settings().shareWait()))) next();
      }
      case Route.Next.Nothing() -> roundOver();
    }
  }

  private void ask(Provider from, Permit permit) {
    var siblings = Set.copyOf(from.endpoints());
    var attempt =
        new Attempt(permit.endpoint().model(), from.limit(), Optional.of(permit), siblings);
    if (take(attempt, permit.endpoint().name())) attempt.begin();
    else permit.released();
  }

  /// @return false when it is too late for another provider
  private boolean take(Attempt attempt, String name) {
    lock.lock();
    try {
      if (over || providersDone) return false;
      current = attempt;
      before.ifPresent(last -> around.listener().failedOver(last, name, shown != null));
      before = Optional.of(name);
      if (shown != null) listener.restarted();
      shown = null;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void failedWith(Attempt attempt, Permit permit, ModelFailure failed) {
    // a Java error raises an alarm, and no other model is tried with this prompt
    if (failed.getCause() instanceof WorkFailed || failed.endsTheCall()) {
      fail(failed);
      return;
    }
    asked.failed(permit.endpoint(), attempt.siblings, failed.category());
    next();
  }

  /// Every available endpoint was asked; those that may succeed after a pause are asked again.
  private void roundOver() {
    var settings = around.settings();
    if (waits(() -> forPlace(asked.full(), settings.placeWaitMax()))) return;
    if (!asked.mayGoOnAfter(settings.pause()) || round == settings.rounds()) {
      if (!waits(this::forLeftAlone)) askLastResort();
      return;
    }
    round++;
    asked.anotherRound();
    locked(
        () -> {
          if (!over && !providersDone) pause = around.timer().after(settings.pause(), this::next);
        });
  }

  /// @param begun the wait, if there is one, begun under the lock
  private boolean waits(Supplier<Optional<? extends Cancellable>> begun) {
    lock.lock();
    try {
      // the end of the call was handled already
      if (over || providersDone) return true;
      var wait = begun.get();
      wait.ifPresent(entered -> place = entered);
      return wait.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a place at a provider that has none, in fair order of the organisations.
  private Optional<PlaceWait> forPlace(Optional<Provider> full, Duration max) {
    var longest = Waiters.min(max, left().minus(Waiters.ANSWER));
    return full.filter(_ -> longest.isPositive())
        .flatMap(
            provider ->
                PlaceWait.begin(
                    provider,
                    asked.tenant(),
                    longest,
                    around.timer(),
                    permit -> permit.ifPresentOrElse(in -> ask(provider, in), this::next)));
  }

  /// Waits for a provider that asked for a pause, if there is time for an answer after it: a late
  /// answer beats none.
  private Optional<Waiters.Place> forLeftAlone() {
    var entered = asked.leftAloneFor().flatMap(wanted -> around.waiters().enter(wanted, left()));
    entered.ifPresent(in -> pause = around.timer().after(in.time(), () -> waitedLongEnough(in)));
    return entered;
  }

  private Duration left() {
    return Duration.between(around.clock().instant(), until);
  }

  private void waitedLongEnough(Waiters.Place left) {
    left.cancel();
    asked.afterWaiting();
    next();
  }

  private void deadlinePassed() {
    var late = new ModelFailure(Category.TIMEOUT, "no model answered in time", null);
    locked(() -> failure = Optional.of(late));
    askLastResort();
  }

  private void askLastResort() {
    Optional<Attempt> stopped;
    Optional<Attempt> last;
    lock.lock();
    try {
      if (over || providersDone) return;
      providersDone = true;
      stopped = interrupted();
      last =
          lastResort.map(
              model ->
                  new Attempt(model, around.settings().deadline(), Optional.empty(), Set.of()));
      current = last.orElse(null);
    } finally {
      lock.unlock();
    }
    stopped.ifPresent(Attempt::stop);
    last.ifPresentOrElse(Attempt::begin, () -> fail(lastFailure()));
  }

  private ModelFailure lastFailure() {
    return failure.orElseGet(
        () ->
            new ModelFailure(
                Category.UNAVAILABLE, "every model is failing, busy or pausing", null));
  }

  private void fail(ModelFailure last) {
    locked(
        () -> {
          if (over) return;
          over = true;
          deadline.cancel();
          listener.failed(last);
        });
  }

  /// Under the lock.
  ///
  /// @return the attempt that was current, to be stopped outside of the lock
  private Optional<Attempt> interrupted() {
    deadline.cancel();
    pause.cancel();
    place.cancel();
    var stopped = Optional.ofNullable(current);
    current = null;
    return stopped;
  }

  private void locked(Runnable what) {
    lock.lock();
    try {
      what.run();
    } finally {
      lock.unlock();
    }
  }

  /// One model asked once.
  private final class Attempt implements ReplyListener {
    private final LanguageModel model;
    private final Duration limit;
    private final Optional<Permit> permit;
    private final Set<Endpoint> siblings;
    private volatile Cancellable running = () -> {};
    private Cancellable timeout = () -> {};

    /// @param permit empty for the last resort, which needs none
    /// @param siblings endpoints of the same model
    Attempt(LanguageModel model, Duration limit, Optional<Permit> permit, Set<Endpoint> siblings) {
      this.model = model;
      this.limit = limit;
      this.permit = permit;
      this.siblings = siblings;
    }

    void begin() {
      timeout = around.timer().after(limit, this::limitReached);
      Cancellable started;
      try {
        started = WorkFailed.contain(() -> model.start(prompt, this));
      } catch (WorkFailed e) {
        // caused by this prompt: other prompts may still use the model
        failed(new ModelFailure(Category.REFUSED, "the model failed on this prompt", e));
        return;
      } catch (RuntimeException e) {
        failed(new ModelFailure(Category.UNAVAILABLE, "the model could not be started", e));
        return;
      }
      boolean gone;
      lock.lock();
      try {
        running = started;
        gone = current != this;
      } finally {
        lock.unlock();
      }
      if (gone) started.cancel();
    }

    /// Stops it, after it was taken away.
    void stop() {
      timeout.cancel();
      try {
        // before the place goes to another call: the model counts its calls, too
        cancelModel();
      } finally {
        permit.ifPresent(Permit::released);
      }
    }

    @Override
    public void text(String chunk) {
      locked(
          () -> {
            if (current != this) return;
            voidOthers();
            shown = this;
            listener.text(chunk);
          });
    }

    @Override
    public void restarted() {
      locked(
          () -> {
            if (current != this || shown != this) return;
            shown = null;
            listener.restarted();
          });
    }

    /// Counts even after the attempt was taken away: the usage was real.
    @Override
    public void used(Usage usage) {
      locked(() -> listener.used(usage));
    }

    @Override
    public void completed(Completion completion) {
      lock.lock();
      try {
        if (current != this) {
          listener.used(completion.usage());
          return;
        }
        current = null;
        over = true;
        deadline.cancel();
        timeout.cancel();
        permit.ifPresentOrElse(Permit::succeeded, around.listener()::degraded);
        voidOthers();
        listener.completed(completion);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void failed(ModelFailure failure) {
      if (leave(failure)) ended(failure);
    }

    private void limitReached() {
      var late = new ModelFailure(Category.TIMEOUT, "the model did not answer in time", null);
      if (!leave(late)) return;
      cancelModel();
      ended(late);
    }

    private void ended(ModelFailure failed) {
      timeout.cancel();
      permit.ifPresent(held -> held.failed(failed));
      permit.ifPresentOrElse(
          held -> failedWith(this, held, failed),
          // the models' failure says more than the last resort's
          () -> fail(lastFailure()));
    }

    /// @return whether this attempt was the current one: if so, the caller decides what comes next
    private boolean leave(ModelFailure failed) {
      lock.lock();
      try {
        if (current != this) return false;
        current = null;
        if (permit.isPresent()) failure = Optional.of(failed);
        return true;
      } finally {
        lock.unlock();
      }
    }

    /// Under the lock: voids the text of other attempts.
    private void voidOthers() {
      if (shown != null && shown != this) listener.restarted();
    }

    private void cancelModel() {
      running.cancel();
    }
  }
}
