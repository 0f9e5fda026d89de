package io.parley.sessions.reply;

import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.ToolRequest;
import io.parley.core.session.CallState;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.sessions.SessionSettings.ReplySettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/// Makes the reply of one turn. It asks the model, shows what comes as previews, has the session
/// record and run the tools that the model wants, tells the model what came of them, and so on
/// until the model has only words. What it makes counts for nothing until the session has committed
/// it.
public final class ReplyGeneration extends AbstractBehavior<ReplyGeneration.Message> {

  public sealed interface Message {}

  /// The session has committed these calls, and runs them.
  public record CallsRecorded(List<CallState> calls) implements Message {}

  /// The rules allow no more calls in this turn: the model must answer in words.
  public record CallsRefused() implements Message {}

  public record CallSettled(String call, ToolOutcome outcome) implements Message {}

  /// Dependencies whose tools are not to be offered now.
  public record Broken(Set<String> dependencies) implements Message {
    public Broken {
      dependencies = Set.copyOf(dependencies);
    }
  }

  /// @param call which call of the model this belongs to: an overtaken one may still speak
  private record Text(int call, String chunk) implements Message {}

  private record Done(int call, Completion completion) implements Message {}

  private record Failed(int call, ModelFailure failure) implements Message {}

  private record DeadlinePassed(int call) implements Message {}

  private record Again() implements Message {}

  /// What the session is told.
  public sealed interface Out {}

  public record Perform(SessionCommand command) implements Out {}

  /// Text that goes to the readers at once.
  public record Progress(int turn, int attempt, int from, String text) implements Out {}

  private final ReplyTask task;
  private final LanguageModel model;
  private final ReplySettings settings;
  private final ActorRef<Out> session;
  private final Clock clock;
  private final TimerScheduler<Message> timers;
  private final Draft draft;
  private final ToolRound round;
  private Set<String> broken;
  private boolean wordsOnly;
  private Cancellable running = () -> {};
  private int modelCall;
  private int failures;

  /// @param broken dependencies whose tools are not to be offered
  public static Behavior<Message> create(
      ReplyTask task,
      LanguageModel model,
      Set<String> broken,
      ReplySettings settings,
      ActorRef<Out> session,
      Clock clock) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context ->
                    new ReplyGeneration(
                        context, timers, task, model, broken, settings, session, clock)));
  }

  // one more than STYLE asks for: an actor's context and timers come on top of its collaborators
  private ReplyGeneration(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      ReplyTask task,
      LanguageModel model,
      Set<String> broken,
      ReplySettings settings,
      ActorRef<Out> session,
      Clock clock) {
    super(context);
    this.timers = timers;
    this.task = task;
    this.model = model;
    this.broken = broken;
    this.settings = settings;
    this.session = session;
    this.clock = clock;
    this.draft = new Draft(clock.instant(), settings.charactersMax());
    this.round = new ToolRound(task.calls());
    if (round.isSettled()) askModel();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Message.class, this::onMessage)
        .onSignal(
            PostStop.class,
            _ -> {
              running.cancel();
              return this;
            })
        .build();
  }

  private Behavior<Message> onMessage(Message message) {
    return switch (message) {
      case Text(var call, var chunk) -> call == modelCall ? onText(chunk) : this;
      case Done(var call, var completion) -> call == modelCall ? onDone(completion) : this;
      case Failed(var call, var failure) -> call == modelCall ? onFailed(failure) : this;
      case DeadlinePassed(var call) ->
          call == modelCall
              ? onFailed(new ModelFailure(Category.TIMEOUT, "no reply in time", null))
              : this;
      case Again() -> askModel();
      case CallsRecorded(var calls) -> {
        round.recorded(calls);
        yield this;
      }
      case CallsRefused() -> {
        wordsOnly = true;
        yield askModel();
      }
      case CallSettled(var call, var outcome) -> round.settle(call, outcome) ? askModel() : this;
      case Broken(var dependencies) -> {
        broken = dependencies;
        yield this;
      }
    };
  }

  private Behavior<Message> askModel() {
    int call = ++modelCall;
    draft.beginPart();
    timers.startSingleTimer(new DeadlinePassed(call), settings.modelDeadline());
    var tools =
        wordsOnly ? List.<ToolSpec>of() : task.offered().stream().filter(this::works).toList();
    running = model.start(task.prompt(round.uses(), tools, clock.instant()), relay(call));
    return this;
  }

  private boolean works(ToolSpec tool) {
    return !broken.contains(tool.dependency());
  }

  private Behavior<Message> onText(String chunk) {
    int from = draft.length();
    var shown = draft.append(chunk, clock.instant());
    if (!shown.isEmpty()) session.tell(new Progress(task.turn(), task.attempt(), from, shown));
    if (!draft.isFull()) return this;
    running.cancel();
    return complete();
  }

  private Behavior<Message> onDone(Completion completion) {
    timers.cancel(new DeadlinePassed(modelCall));
    draft.used(completion);
    failures = 0;
    if (completion.toolRequests().isEmpty() || wordsOnly) return complete();
    var wanted = completion.toolRequests().stream().map(this::wanted).toList();
    perform(new SessionCommand.RequestToolCalls(task.turn(), task.attempt(), wanted, now()));
    return this;
  }

  /// A tool that was not offered is recorded all the same: its refusal tells the model better.
  private WantedCall wanted(ToolRequest request) {
    return task.offered().stream()
        .filter(tool -> tool.name().equals(request.tool()))
        .findFirst()
        .map(tool -> new WantedCall(request, tool.label(), tool.policy(), tool.approval()))
        .orElseGet(
            () ->
                new WantedCall(
                    new ToolRequest(ToolRound.safeName(request.tool()), request.arguments()),
                    "Looking for a tool",
                    ToolPolicy.READ_ONLY,
                    false));
  }

  private Behavior<Message> onFailed(ModelFailure failure) {
    running.cancel();
    modelCall++;
    failures++;
    getContext().getLog().warn("model {} failed: {}", model.name(), failure.category());
    if (failure.retryable() && failures < settings.modelAttempts()) {
      draft.dropPart();
      timers.startSingleTimer(
          new Again(), settings.backoff().after(failures, ThreadLocalRandom.current()));
      return this;
    }
    return fail(
        new Problem(
            "model-unavailable",
            "No answer could be made",
            "The language model did not answer. Your message is kept; please try again in a"
                + " moment."));
  }

  private Behavior<Message> complete() {
    if (draft.isBlank())
      return fail(
          new Problem(
              "empty-reply", "No answer was made", "The language model had nothing to say."));
    var at = now();
    perform(
        new SessionCommand.CompleteReply(
            task.turn(),
            task.attempt(),
            draft.text(),
            draft.sources(round.uses()),
            draft.millis(at),
            draft.firstTokenMillis(at),
            draft.usage(model.name()),
            at));
    return Behaviors.stopped();
  }

  private Behavior<Message> fail(Problem problem) {
    perform(new SessionCommand.FailTurn(task.turn(), task.attempt(), problem, now()));
    return Behaviors.stopped();
  }

  private void perform(SessionCommand command) {
    session.tell(new Perform(command));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private ReplyListener relay(int call) {
    var self = getContext().getSelf();
    return new ReplyListener() {
      @Override
      public void text(String chunk) {
        self.tell(new Text(call, chunk));
      }

      @Override
      public void completed(Completion completion) {
        self.tell(new Done(call, completion));
      }

      @Override
      public void failed(ModelFailure failure) {
        self.tell(new Failed(call, failure));
      }
    };
  }
}
