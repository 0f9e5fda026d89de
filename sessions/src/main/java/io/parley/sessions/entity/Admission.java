package io.parley.sessions.entity;

import io.parley.core.limit.Permits;
import io.parley.core.limit.RateCounts;
import io.parley.core.limit.RateLimit;
import io.parley.core.limit.RateLimit.Granted;
import io.parley.core.limit.RateLimit.Verdict;
import io.parley.core.model.Usage;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MemoryEvent.SummaryWritten;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.UsageEvent;
import io.parley.core.session.UsageEvent.UsageRecorded;
import io.parley.sessions.entity.SessionEntity.Message;
import io.parley.sessions.limit.RateLimiter;
import io.parley.sessions.limit.RateLimiter.Loan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/// The permits that a session's [RateLimiter] has lent it. They are renewed while some are left, so
/// that a turn waits for the limiter only where the limit is near. Lives inside the session's actor
/// and in its thread.
final class Admission {
  private static final int UNTOLD_MAX = 16;

  private final ActorContext<Message> context;
  private final Duration patience;
  private final ActorRef<Loan> loans;
  private Optional<Lender> lender = Optional.empty();
  private Permits lent = Permits.NONE;
  // the size of the newest loan, and the permits used since it was requested
  private Permits loan = Permits.NONE;
  private Permits since = Permits.NONE;
  // what the limiter has not been told yet
  private final List<RateLimiter.Message> untold = new ArrayList<>();
  private boolean asked;
  private long number;
  private int limiters;

  /// @param limit that the child enforces
  private record Lender(RateLimit limit, ActorRef<RateLimiter.Message> child) {}

  Admission(ActorContext<Message> context, Duration patience) {
    this.context = context;
    this.patience = patience;
    this.loans = context.messageAdapter(Loan.class, SessionEntity.Lent::new);
  }

  /// Has permits lent before they are needed.
  ///
  /// @param counts of the state, to start the limiter with
  void ahead(RateLimit limit, RateCounts counts, Instant at) {
    ask(child(limit, counts), at, loans);
  }

  /// Takes one of the permits at hand, if there is one.
  boolean takes(RateLimit limit, RateCounts counts, Instant at) {
    var child = child(limit, counts);
    if (!lent.allowTurn()) return false;
    took(child, at);
    if (!asked && isLow()) ask(child, at, loans);
    return true;
  }

  /// Asks the limiter about one message; its verdict arrives as a message.
  void ask(RateLimit limit, RateCounts counts, Instant at, Function<Verdict, Message> answer) {
    var child = child(limit, counts);
    context.ask(
        Loan.class,
        child,
        patience,
        (ActorRef<Loan> replyTo) -> question(child, at, replyTo),
        (answered, failure) -> {
          if (failure != null) throw new IllegalStateException("the rate limiter is gone", failure);
          lent(answered);
          if (answered.verdict() instanceof Granted) took(child, at);
          return answer.apply(answered.verdict());
        });
  }

  /// A loan arrived. One that was requested before the newest question does not include later use.
  void lent(Loan answered) {
    if (answered.number() != number) return;
    asked = false;
    loan = answered.permits();
    lent = loan.without(since);
  }

  /// Counts what models used.
  void committed(SessionEvent event) {
    switch (event) {
      case ReplyCompleted reply -> used(reply.usage(), reply.at());
      case SummaryWritten summary -> used(summary.usage(), summary.at());
      case UsageRecorded recorded -> used(recorded.usage(), recorded.at());
      case LifecycleEvent _,
          MessageEvent _,
          TurnEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ -> {
        // no model was called
      }
    }
  }

  private void used(Usage usage, Instant at) {
    var tokens = usage.billedTokens();
    if (tokens == 0) return;
    use(new Permits(0, tokens));
    lender.ifPresent(known -> tell(known.child(), new RateLimiter.Used(tokens, at)));
  }

  /// After a restart: the child stopped with the actor that it served.
  void forget() {
    lender = Optional.empty();
    nothingLent();
  }

  /// The limiter for this limit: each agent in charge has its own.
  private ActorRef<RateLimiter.Message> child(RateLimit limit, RateCounts counts) {
    if (lender.filter(known -> known.limit().equals(limit)).isEmpty()) {
      lender.ifPresent(known -> context.stop(known.child()));
      nothingLent();
      var child = context.spawn(RateLimiter.create(limit, counts), "limiter-" + ++limiters);
      lender = Optional.of(new Lender(limit, child));
    }
    return lender.get().child();
  }

  private void nothingLent() {
    lent = Permits.NONE;
    loan = Permits.NONE;
    untold.clear();
    // a loan still on its way does not belong to the next limiter
    number++;
    asked = false;
  }

  private void ask(ActorRef<RateLimiter.Message> child, Instant at, ActorRef<Loan> replyTo) {
    child.tell(question(child, at, replyTo));
  }

  private RateLimiter.Lend question(
      ActorRef<RateLimiter.Message> child, Instant at, ActorRef<Loan> replyTo) {
    tellAll(child);
    asked = true;
    since = Permits.NONE;
    return new RateLimiter.Lend(++number, at, replyTo);
  }

  private void took(ActorRef<RateLimiter.Message> child, Instant at) {
    use(new Permits(1, 0));
    tell(child, new RateLimiter.Took(at));
  }

  /// The limiter needs to know before the next question, and not at each turn.
  private void tell(ActorRef<RateLimiter.Message> child, RateLimiter.Message counted) {
    untold.add(counted);
    if (untold.size() == UNTOLD_MAX) tellAll(child);
  }

  private void tellAll(ActorRef<RateLimiter.Message> child) {
    untold.forEach(child::tell);
    untold.clear();
  }

  private void use(Permits used) {
    lent = lent.without(used);
    since = since.plus(used);
  }

  /// Whether less than half of the loan is left.
  private boolean isLow() {
    return 2 * lent.turns() < loan.turns() || 2 * lent.tokens() < loan.tokens();
  }
}
