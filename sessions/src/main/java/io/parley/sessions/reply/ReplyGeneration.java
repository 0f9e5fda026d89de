package io.parley.sessions.reply;

import io.parley.core.fault.WorkFailed;
import io.parley.core.memory.Memories;
import io.parley.core.memory.Memory;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.text.WholeSentences;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolResults;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.ToolTerms;
import io.parley.sessions.SessionSettings.ReplySettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/// Makes the reply of one turn. It asks the model, shows its text as previews, has the session
/// record and run the tool calls that the model wants, passes their results to the model, and
/// repeats until the model answers with words only. Nothing counts until the session has committed
/// it.
public final class ReplyGeneration extends AbstractBehavior<ReplyGeneration.Message> {

  public sealed interface Message {}

  /// The session has committed these calls, and runs them.
  public record CallsRecorded(List<ToolCallState> calls) implements Message {}

  /// The rules allow no more calls in this turn, and the model has been told: it must answer in
  /// words.
  public record CallsRefused() implements Message {}

  public record CallSettled(String call, ToolOutcome outcome) implements Message {}

  /// The customer has said the words that this reply was prepared for.
  public record Adopted(Instant at) implements Message {}

  private record Recalled(List<Memory> memories) implements Message {}

  private record NothingRecalled(Throwable failure) implements Message {}

  /// Dependencies whose tools are not to be offered now.
  public record Broken(Set<String> dependencies) implements Message {
    public Broken {
      dependencies = Set.copyOf(dependencies);
    }
  }

  /// @param call the model call that this belongs to: a superseded one may still send
  record Text(int call, TextPiece piece) implements Message {}

  record Restarted(int call) implements Message {}

  record Done(int call, Completion completion) implements Message {}

  record Failed(int call, ModelFailure failure) implements Message {}

  record DeadlinePassed(int call) implements Message {}

  private record Again() implements Message {}

  /// The session's side: everything that the reply reports.
  public sealed interface Out {}

  public record Perform(SessionCommand command) implements Out {}

  /// Text that goes to the readers at once.
  public record Progress(int turn, int attempt, int from, MarkedText text) implements Out {}

  /// How often a model is asked to continue a reply that its limit cut off.
  private static final int CONTINUED_MAX = 2;

  private final ReplyTask task;
  private final ModelCalls model;
  private final ReplySettings settings;
  private final ReplyOutbox session;
  private final Clock clock;
  private final TimerScheduler<Message> timers;
  private final Draft draft;
  private final Spending spending;
  private final ToolRound round;
  private Set<String> broken;
  private List<Memory> memories = List.of();
  private boolean recalled;
  private int attempt;
  private boolean wordsOnly;
  private int continued;
  private int failures;
  private Supplier<Behavior<Message>> whenAdopted = () -> this;

  /// @param broken dependencies whose tools are not to be offered
  public static Behavior<Message> create(
      ReplyTask task,
      LanguageModel model,
      Memories memories,
      Set<String> broken,
      ReplySettings settings,
      ReplyOutbox session,
      Clock clock) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context ->
                    new ReplyGeneration(
                            context, timers, task, model, broken, settings, session, clock)
                        .begun(memories)));
  }

  // one more than STYLE asks for: an actor's context and timers come on top of its collaborators
  private ReplyGeneration(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      ReplyTask task,
      LanguageModel model,
      Set<String> broken,
      ReplySettings settings,
      ReplyOutbox session,
      Clock clock) {
    super(context);
    this.timers = timers;
    this.task = task;
    this.attempt = task.attempt();
    this.spending = new Spending(usage -> session.spent(usage, now()));
    this.model =
        new ModelCalls(model, timers, context.getSelf(), settings.modelDeadline(), spending, clock);
    this.broken = broken;
    this.settings = settings;
    this.session = session;
    this.clock = clock;
    this.draft = new Draft(clock.instant(), settings.charactersMax(), task.spoken());
    this.round = new ToolRound(task.calls());
  }

  /// Memories are fetched first; if that fails the reply is made without them.
  private ReplyGeneration begun(Memories from) {
    int tokens = task.agent().limits().memoryTokens();
    if (tokens == 0) {
      onRecalled(List.of());
    } else {
      var recalled = from.recall(task.scope(), task.question(), tokens).toCompletableFuture();
      getContext()
          .pipeToSelf(
              recalled
                  .copy()
                  .orTimeout(settings.recallDeadline().toMillis(), TimeUnit.MILLISECONDS),
              (found, failure) ->
                  failure == null ? new Recalled(found) : new NothingRecalled(failure));
    }
    return this;
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Message.class, this::next)
        .onSignal(
            PostStop.class,
            _ -> {
              model.abandon();
              tellSpent();
              return this;
            })
        .build();
  }

  /// A behavior that is not [Behaviors#same] is wrapped anew by all that is wrapped around this
  /// one.
  private Behavior<Message> next(Message message) {
    var next = onMessage(message);
    return next == this ? Behaviors.same() : next;
  }

  private Behavior<Message> onMessage(Message message) {
    return switch (message) {
      case Recalled(var found) -> onRecalled(found);
      case NothingRecalled(var failure) -> {
        getContext().getLog().warn("no memories recalled: {}", failure.getClass().getSimpleName());
        yield onRecalled(List.of());
      }
      case Text(var call, var piece) -> model.isCurrent(call) ? onText(piece.read()) : this;
      case Restarted(var call) -> model.isCurrent(call) ? onRestarted() : this;
      case Done(var call, var completion) -> model.isCurrent(call) ? onDone(completion) : this;
      case Failed(var call, var failure) -> model.isCurrent(call) ? onFailed(failure) : this;
      case DeadlinePassed(var call) ->
          model.isCurrent(call)
              ? onFailed(new ModelFailure(Category.TIMEOUT, "no reply in time", null))
              : this;
      case Again() -> askModel();
      case CallsRecorded(var calls) -> {
        round.recorded(calls);
        // calls beyond the limit are answered already
        yield round.isSettled() && recalled ? askModel() : this;
      }
      case CallsRefused() -> {
        wordsOnly = true;
        yield askModel();
      }
      case CallSettled(var call, var outcome) ->
          round.settle(call, outcome) && recalled ? askModel() : this;
      case Adopted(var at) -> onAdopted(at);
      case Broken(var dependencies) -> {
        broken = dependencies;
        yield this;
      }
    };
  }

  private Behavior<Message> onAdopted(Instant at) {
    draft.countFrom(at);
    session.release();
    return whenAdopted.get();
  }

  private Behavior<Message> onRecalled(List<Memory> found) {
    memories = found;
    recalled = true;
    return round.isSettled() ? askModel() : this;
  }

  private Behavior<Message> askModel() {
    draft.beginPart();
    model.start(prompt());
    return this;
  }

  private Prompt prompt() {
    var tools =
        wordsOnly ? List.<ToolSpec>of() : task.offered().stream().filter(this::works).toList();
    return task.prompt(memories, round.messages(), tools, clock.instant());
  }

  /// The model reached its limit before its answer was complete.
  private Behavior<Message> goOn() {
    if (continued == CONTINUED_MAX || !model.hasTime()) return complete(true);
    continued++;
    draft.goOn();
    round.spoke(draft.part());
    model.goOn(prompt());
    return this;
  }

  private boolean works(ToolSpec tool) {
    return !broken.contains(tool.dependency())
        && (!tool.name().equals(ToolResults.TOOL) || task.isReadable(round.uses()));
  }

  private Behavior<Message> onText(String more) {
    int from = draft.length();
    show(from, draft.append(more, clock.instant()));
    if (!draft.isFull()) return this;
    model.abandon();
    return complete(true);
  }

  /// Text shown of this call is void. An event informs the readers: a higher attempt discards all
  /// earlier text, so text that is still valid is shown again.
  private Behavior<Message> onRestarted() {
    if (!draft.dropPart()) return this;
    int before = attempt++;
    perform(() -> new SessionCommand.RestartReply(task.turn(), before, now()));
    if (!draft.isBlank()) show(0, draft.marked());
    return this;
  }

  private Behavior<Message> onDone(Completion completion) {
    model.ended();
    int from = draft.length();
    show(from, draft.endPart());
    draft.used(completion);
    failures = 0;
    if (completion.toolRequests().isEmpty() || wordsOnly)
      return completion.cutOff() ? goOn() : complete(false);
    round.spoke(draft.part());
    var wanted = completion.toolRequests().stream().map(this::wanted).toList();
    int after = draft.length();
    perform(() -> new SessionCommand.RequestToolCalls(task.turn(), attempt, wanted, after, now()));
    return this;
  }

  /// A tool that was not offered is recorded all the same: its refusal informs the model better.
  private WantedCall wanted(ToolRequest request) {
    return task.offered().stream()
        .filter(tool -> tool.name().equals(request.tool()))
        .findFirst()
        .map(tool -> new WantedCall(request, tool.label(), tool.terms()))
        .orElseGet(
            () ->
                new WantedCall(
                    new ToolRequest(ToolRound.safeName(request.tool()), request.arguments()),
                    "Looking for a tool",
                    new ToolTerms(ToolPolicy.READ_ONLY, false)));
  }

  private Behavior<Message> onFailed(ModelFailure failure) {
    model.abandon();
    failures++;
    // an error of Java for this prompt: asking again would fail the same way
    if (failure.getCause() instanceof WorkFailed fault) throw fault;
    getContext().getLog().warn("model {} failed: {}", model.name(), failure.category());
    // a partial reply is better than none, unless a filter withholds it
    if (draft.goesOn() && failure.category() != Category.FILTERED) {
      draft.dropPart();
      return complete(true);
    }
    if (failure.retryable() && failures < settings.modelAttempts()) {
      onRestarted();
      timers.startSingleTimer(
          new Again(), settings.backoff().after(failures, ThreadLocalRandom.current()));
      return this;
    }
    return fail(NoReply.because(failure.category()));
  }

  /// @param truncated whether there was more to say: then it ends with its last whole sentence
  private Behavior<Message> complete(boolean truncated) {
    if (draft.isBlank()) return fail(NoReply.EMPTY);
    var text = truncated ? WholeSentences.of(draft.text()) : draft.text();
    perform(() -> completed(text, truncated, now()));
    return session.isHeld() ? waiting(Behaviors::stopped) : Behaviors.stopped();
  }

  private SessionCommand completed(String text, boolean truncated, Instant at) {
    return new SessionCommand.CompleteReply(
        task.turn(),
        attempt,
        text,
        draft.sources(round.uses()),
        draft.millis(at),
        draft.firstTokenMillis(at),
        spending.tell().orElse(new Usage(model.name(), 0, 0, 0, "EUR", false)),
        draft.isDegraded(),
        truncated,
        at);
  }

  /// The failure of a prepared reply has no effect: if it is wanted after all, it is made then.
  private Behavior<Message> fail(Problem problem) {
    if (session.isHeld()) {
      session.forget();
      draft.dropPart();
      attempt = task.attempt();
      failures = 0;
      return waiting(this::askModel);
    }
    tellSpent();
    perform(() -> new SessionCommand.FailTurn(task.turn(), attempt, problem, now()));
    return Behaviors.stopped();
  }

  /// Usage for a result that will not be stored.
  private void tellSpent() {
    spending.tell().ifPresent(usage -> session.spent(usage, now()));
  }

  private Behavior<Message> waiting(Supplier<Behavior<Message>> then) {
    whenAdopted = then;
    return this;
  }

  private void show(int from, MarkedText text) {
    if (text.isEmpty()) return;
    var progress = new Progress(task.turn(), attempt, from, text);
    session.tell(() -> progress);
  }

  private void perform(Supplier<SessionCommand> command) {
    session.tell(() -> new Perform(command.get()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
