package io.parley.sessions.toolcall;

import io.parley.core.fault.Stages;
import io.parley.core.fault.WorkFailed;
import io.parley.core.session.SessionCommand;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import io.parley.core.tool.LongResult;
import io.parley.core.tool.OverLimit;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolForm;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import io.parley.core.tool.Tools;
import io.parley.sessions.SessionSettings.ToolCallSettings;
import io.parley.sessions.breaker.NodeBreakers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.pattern.CircuitBreakerOpenException;

/// Makes one tool call and settles it with its session. A call that provably was not sent, or that
/// the tool allows to be repeated under the same key, is retried with growing pauses; one that may
/// have happened is settled as in doubt.
public final class ToolCallExecution extends AbstractBehavior<ToolCallExecution.Message> {

  public sealed interface Message {}

  private record Answered(ToolOutcome outcome) implements Message {}

  private record Failed(Throwable failure) implements Message {}

  private record Admitted(Optional<OverLimit> refusal) implements Message {}

  private record Again() implements Message {}

  private record DeadlinePassed() implements Message {}

  private record Progressed() implements Message {}

  private record Asked(ToolForm form, CompletableFuture<FormReply> reply) implements Message {}

  private record Replied(CompletableFuture<FormReply> reply) implements Message {}

  private record NobodyReplied() implements Message {}

  /// The result is no longer wanted. A call that only reads is dropped. A tool that stops another
  /// one leaves a doubt, and the outcome of a tool that cannot stop is recorded as ever.
  public record Cancel() implements Message {}

  /// The call, and how certain its result must be before it is repeated.
  ///
  /// @param terms their deadline is for all attempts together
  /// @param context its running call is shown the progress
  /// @param again whether a node that died may have sent it before
  public record Task(ToolCall call, ToolTerms terms, ToolContext context, boolean again) {}

  /// For a call whose tool does not exist: it is refused at once.
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final String DEPENDENCY = "none";
  private static final String PROGRESS = "progress";
  private static final String DEADLINE_TIMER = "deadline";
  private static final String PATIENCE = "patience";

  /// How long a person may think about one question.
  private static final Duration REPLY_WITHIN = Duration.ofMinutes(5);

  private static final Duration PROGRESS_EVERY = Duration.ofMillis(500);

  private static final Json NOT_SENT = error("the service could not be reached; nothing was done");
  private static final Json NO_ANSWER = error("the service did not answer");
  private static final Json NOT_WANTED =
      error("the call was cancelled, because its result was no longer wanted; nothing was done");
  private static final Json STOPPED =
      error("the call was cancelled; whether it took effect is not known");
  private static final Json LOST =
      error("the answer was lost; whether the call took effect is not known");

  private final Task task;
  private final Tools tools;
  private final NodeBreakers breakers;
  private final ToolCallSettings settings;
  private final ActorRef<SessionCommand> session;
  private final Clock clock;
  private final TimerScheduler<Message> timers;
  private final Instant begun;
  private CallAttempt attempt;
  private Instant deadline;
  private Instant pausedAt = Instant.EPOCH;
  private Optional<CompletableFuture<FormReply>> question = Optional.empty();
  private int attempts;
  private boolean underWay;
  // whether an earlier attempt may have taken effect
  private boolean maybeSent;
  private boolean isCancelled;
  private String lastFailure = "no attempt ended before the deadline";

  public static Behavior<Message> create(
      Task task,
      Tools tools,
      NodeBreakers breakers,
      ToolCallSettings settings,
      ActorRef<SessionCommand> session,
      Clock clock) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context ->
                    new ToolCallExecution(
                        context, timers, task, tools, breakers, settings, session, clock)));
  }

  // one more than STYLE asks for: an actor's context and timers come on top of its collaborators
  private ToolCallExecution(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Task task,
      Tools tools,
      NodeBreakers breakers,
      ToolCallSettings settings,
      ActorRef<SessionCommand> session,
      Clock clock) {
    super(context);
    this.task = task;
    this.tools = tools;
    this.breakers = breakers;
    this.settings = settings;
    this.session = session;
    this.clock = clock;
    this.timers = timers;
    this.begun = clock.instant();
    this.maybeSent = task.again();
    this.attempt = newAttempt();
    this.deadline = begun.plus(task.terms().deadline().orElse(DEADLINE));
    startDeadline(Duration.between(begun, deadline));
    begin();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Message.class, this::onMessage)
        .onSignal(PostStop.class, _ -> stopped())
        .build();
  }

  private Behavior<Message> onMessage(Message message) {
    return switch (message) {
      case Answered(var outcome) -> {
        attempt.over();
        yield settle(bounded(outcome));
      }
      case Failed(var failure) -> onFailure(failure);
      case Admitted(var refusal) -> {
        if (refusal.isPresent()) yield settle(refusal.get().outcome());
        attempt();
        yield this;
      }
      case Again() -> {
        attempt();
        yield this;
      }
      case DeadlinePassed() -> giveUp();
      case Cancel() -> cancel();
      case Progressed() -> showProgress();
      case Asked(var form, var reply) -> ask(form, reply);
      case Replied(var reply) -> replied(reply);
      case NobodyReplied() -> {
        question.ifPresent(open -> open.complete(FormReply.CANCELLED));
        yield this;
      }
    };
  }

  /// A call that may have been sent before was counted then.
  private void begin() {
    var admission =
        task.again()
            ? CompletableFuture.completedFuture(Optional.<OverLimit>empty())
            : WorkFailed.contain(() -> tools.admit(task.call(), task.context()))
                .toCompletableFuture();
    if (admission.state() == Future.State.SUCCESS && admission.resultNow().isEmpty()) attempt();
    else
      getContext()
          .pipeToSelf(
              admission,
              (refusal, failure) -> failure == null ? new Admitted(refusal) : new Failed(failure));
  }

  private void attempt() {
    attempts++;
    var now = newAttempt();
    attempt = now;
    getContext()
        .pipeToSelf(
            breakers.callPatiently(
                task.terms().dependency().orElse(DEPENDENCY),
                () -> WorkFailed.contain(() -> tools.call(task.call(), task.context().during(now))),
                now::isExcused),
            (outcome, failure) -> failure == null ? new Answered(outcome) : new Failed(failure));
    underWay = true;
  }

  private Behavior<Message> cancel() {
    isCancelled = true;
    attempt.drop();
    return underWay && task.terms().policy() != ToolPolicy.READ_ONLY ? this : giveUp();
  }

  /// Work that still runs for this call has no reader any more.
  private Behavior<Message> stopped() {
    attempt.cancel();
    return this;
  }

  private CallAttempt newAttempt() {
    var self = getContext().getSelf();
    return new CallAttempt(
        () -> self.tell(new Progressed()), (form, reply) -> self.tell(new Asked(form, reply)));
  }

  /// Reports that come sooner than they can be read replace each other.
  private Behavior<Message> showProgress() {
    if (timers.isTimerActive(PROGRESS)) return this;
    attempt
        .takeProgress()
        .ifPresent(
            progress -> {
              task.context().running().progressed(progress);
              timers.startSingleTimer(PROGRESS, new Progressed(), PROGRESS_EVERY);
            });
    return this;
  }

  private void startDeadline(Duration left) {
    timers.startSingleTimer(
        DEADLINE_TIMER, new DeadlinePassed(), left.isPositive() ? left : Duration.ofMillis(1));
  }

  /// While a person thinks, the call's time stands still. One question at a time.
  private Behavior<Message> ask(ToolForm form, CompletableFuture<FormReply> reply) {
    if (question.isPresent() || reply.isDone()) {
      reply.complete(FormReply.CANCELLED);
      return this;
    }
    timers.cancel(DEADLINE_TIMER);
    pausedAt = clock.instant();
    question = Optional.of(reply);
    timers.startSingleTimer(PATIENCE, new NobodyReplied(), REPLY_WITHIN);
    var shown = task.context().running().ask(form);
    var self = getContext().getSelf();
    var _ =
        shown.whenComplete(
            (given, failure) -> reply.complete(failure == null ? given : FormReply.CANCELLED));
    var _ =
        reply.whenComplete(
            (_, _) -> {
              shown.cancel(false);
              self.tell(new Replied(reply));
            });
    return this;
  }

  private Behavior<Message> replied(CompletableFuture<FormReply> reply) {
    if (!question.equals(Optional.of(reply))) return this;
    question = Optional.empty();
    timers.cancel(PATIENCE);
    var now = clock.instant();
    deadline = deadline.plus(Duration.between(pausedAt, now));
    startDeadline(Duration.between(now, deadline));
    return this;
  }

  private Behavior<Message> onFailure(Throwable failure) {
    var cause = Stages.cause(failure);
    // only a request known not to have been sent counts as such; every other failure may hide an
    // effect
    boolean notSent =
        cause instanceof CircuitBreakerOpenException
            || (cause instanceof ToolFailure known && !known.mayHaveHappened());
    underWay = false;
    attempt.over();
    maybeSent |= !notSent;
    lastFailure = told(cause);
    if (cause instanceof Error || cause instanceof WorkFailed)
      getContext().getLog().error("a tool failed with an error", WorkFailed.by(cause));
    getContext()
        .getLog()
        .info(
            "attempt {} of {} failed: {}",
            attempts,
            task.call().tool(),
            cause.getClass().getSimpleName());
    if (isCancelled
        || attempts >= settings.attempts()
        || !(notSent || task.terms().policy().mayRepeat())) return giveUp();
    timers.startSingleTimer(
        new Again(), settings.backoff().after(attempts, ThreadLocalRandom.current()));
    return this;
  }

  /// The effect of the call has happened, so a result that is too long is no failure.
  private ToolOutcome bounded(ToolOutcome outcome) {
    int max = settings.resultCharactersMax();
    if (outcome.result().text().length() <= max) return outcome;
    var beginning = LongResult.shortened(task.call().id(), outcome.result(), max, false);
    return new ToolOutcome(outcome.kind(), beginning, outcome.sources());
  }

  private Behavior<Message> giveUp() {
    if (task.terms().policy() == ToolPolicy.READ_ONLY)
      return settle(ToolOutcome.of(Kind.FAILED, isCancelled ? NOT_WANTED : NO_ANSWER));
    if (maybeSent || underWay)
      return settle(ToolOutcome.of(Kind.IN_DOUBT, isCancelled ? STOPPED : LOST));
    return isCancelled
        ? settle(ToolOutcome.of(Kind.FAILED, NOT_WANTED))
        : settle(ToolOutcome.of(Kind.FAILED, NOT_SENT), Optional.of(lastFailure));
  }

  private Behavior<Message> settle(ToolOutcome outcome) {
    return settle(outcome, Optional.empty());
  }

  /// @param failure of a call that could not be delivered
  private Behavior<Message> settle(ToolOutcome outcome, Optional<String> failure) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    session.tell(
        new SessionCommand.SettleToolCall(
            task.call().id(),
            outcome,
            attempts,
            Duration.between(begun, now).toMillis(),
            failure,
            now));
    return Behaviors.stopped();
  }

  /// The failure for people of the company.
  private static String told(Throwable cause) {
    return switch (cause) {
      case CircuitBreakerOpenException _ -> "the dependency failed repeatedly, and was not asked";
      case ToolFailure known when known.getMessage() != null -> known.getMessage();
      default -> cause.getClass().getSimpleName();
    };
  }

  private static Json error(String text) {
    return new Json("{\"error\":\"" + text + "\"}");
  }
}
