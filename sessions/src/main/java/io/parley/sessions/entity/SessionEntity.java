package io.parley.sessions.entity;

import io.parley.core.journal.Damage;
import io.parley.core.limit.RateLimit;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.ToolForm;
import io.parley.core.tool.ToolProgress;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Collaborators;
import io.parley.sessions.JournalPlaces.Plugins;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionInspection;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.SessionView;
import io.parley.sessions.limit.RateLimiter;
import io.parley.sessions.listener.SessionListeners;
import io.parley.sessions.listener.ToReader;
import io.parley.sessions.wire.Wire;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.EventAdapter;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.SnapshotFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/// One conversation. It persists the events that the rules decide in one write, then answers,
/// informs the readers, and performs the actions ([CommandProcessor]). The rules live in core, the
/// work in [SideEffects]; this class connects them with the journal.
public final class SessionEntity
    extends EventSourcedBehavior<SessionEntity.Message, SessionEvent, SessionState> {
  public static final EntityTypeKey<Message> TYPE_KEY =
      EntityTypeKey.create(Message.class, "Session");

  public sealed interface Message {}

  /// Sent from outside, and answered without an event; a session that has not begun sleeps again.
  public sealed interface Request extends Message {}

  /// @param command null when only a newer build knows it
  /// @param requestId for the log
  /// @param trace parent trace context; older builds do not send it
  public record Ask(
      SessionCommand command,
      String requestId,
      Optional<TraceParent> trace,
      ActorRef<Answer> replyTo)
      implements Message, Wire {
    public Ask(SessionCommand command, String requestId, ActorRef<Answer> replyTo) {
      this(command, requestId, Optional.empty(), replyTo);
    }
  }

  public record View(ActorRef<Viewed> replyTo) implements Request, Wire {}

  /// @param damage why there is no view
  public record Viewed(Optional<SessionView> view, Optional<Damage> damage) implements Wire {}

  /// Asks for its current activity, for operators.
  public record Inspect(ActorRef<SessionInspection> replyTo) implements Request, Wire {}

  /// Registers a reader, or informs a known one of the session's position.
  public record Listen(ActorRef<ToReader> reader) implements Request, Wire {}

  public record ShowTyping(Party by) implements Request, Wire {}

  public record ShowCall(CallShown shown) implements Request, Wire {}

  public record FillForm(String form, FormReply reply) implements Request, Wire {}

  public record PrepareReply(Prepare words) implements Request, Wire {}

  public record Unprepare(String id) implements Request, Wire {}

  /// Asks the session to do what it owes.
  public record Wake() implements Message, Wire {}

  /// The session's events were deleted: it leaves memory and writes nothing.
  public record Forget(ActorRef<Forgotten> replyTo) implements Message, Wire {}

  public record Forgotten() implements Wire {}

  /// The shard asks the session to sleep or to move.
  record Sleep() implements Message {}

  /// Work under way has ended, or the grace is over.
  record Go() implements Message {}

  /// Sent by the session's own actor, its children and its timers.
  sealed interface FromWithin extends Message {}

  /// From within, and without an event.
  sealed interface Report extends FromWithin {}

  record Perform(SessionCommand command) implements FromWithin {}

  record Progress(int turn, int attempt, int from, MarkedText text) implements Report {}

  record ToolAsks(String call, ToolForm form, CompletableFuture<FormReply> reply)
      implements Report {}

  record FormClosed(String id, String call) implements Report {}

  record ToolProgressed(String call, ToolProgress progress) implements Report {}

  record Available(String dependency, boolean broken) implements Report {}

  /// A child has stopped; work that it did not settle leads to `consequence`.
  record Gone(String task, ActorRef<?> child, Optional<Consequence> consequence)
      implements FromWithin {}

  record Lent(RateLimiter.Loan loan) implements Report {}

  record Admitted(Ask ask) implements FromWithin {}

  record NotAdmitted(Ask ask, RateLimit.Refused limit) implements FromWithin {}

  private record ReaderGone(ActorRef<ToReader> reader) implements Report {}

  /// @param news number of call updates when the silence began
  record CallSilent(long news) implements Report {}

  record Idle() implements Message {}

  private final ActorContext<Message> context;
  private final SessionKey key;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final SessionSettings settings;
  private final Collaborators collaborators;
  private final StashCount stash;
  private final SessionListeners listeners = new SessionListeners();
  private final OpenForms forms = new OpenForms(listeners);
  private final ShownCall shownCall;
  private final SideEffects sideEffects;
  private final CommandProcessor processor;
  private final Recovery recovery;
  private final TurnTracing tracing;
  private final QuietTimer quiet;
  private Optional<Closed> closed = Optional.empty();
  private boolean recoveredBefore;
  private Plugins stored = Plugins.STANDARD;

  /// @param shard notified when the session wants to sleep; @param stash counts stashed messages
  static Behavior<Message> create(
      SessionKey key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      SessionSettings settings,
      Collaborators collaborators,
      NodeShared shared,
      StashCount stash) {
    return Behaviors.withMdc(
        Message.class,
        Map.of("tenant", key.tenant().value(), "session", key.session().value()),
        message -> message instanceof Ask ask ? Map.of("request_id", ask.requestId()) : Map.of(),
        Behaviors.setup(
            context ->
                new SessionEntity(context, key, shard, settings, collaborators, shared, stash)));
  }

  private SessionEntity(
      ActorContext<Message> context,
      SessionKey key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      SessionSettings settings,
      Collaborators collaborators,
      NodeShared shared,
      StashCount stash) {
    super(
        PersistenceId.of(TYPE_KEY.name(), key.toString()),
        SupervisorStrategy.restartWithBackoff(
            settings.persistBackoffMin(), settings.persistBackoffMax(), 0.2));
    this.context = context;
    this.key = key;
    this.shard = shard;
    this.settings = settings;
    this.collaborators = collaborators;
    this.stash = stash;
    this.shownCall = new ShownCall(context, listeners, settings.callSilence());
    this.sideEffects = new SideEffects(context, key, settings, collaborators, shared, listeners);
    this.tracing = new TurnTracing(key, collaborators.traces());
    this.quiet = QuietTimer.of(context, settings.sleepAfter(), collaborators.clock());
    this.processor =
        new CommandProcessor(
            context,
            Effect(),
            settings,
            collaborators.clock(),
            sideEffects,
            listeners,
            tracing,
            this::passivate);
    this.recovery = new Recovery(() -> lastSequenceNumber(context), processor::evolve);
  }

  @Override
  public Behavior<Message> apply(TypedActorContext<Message> started) {
    stored = collaborators.places().of(key.tenant());
    return StoredSession.in(stored, createEventSourcedBehavior());
  }

  @Override
  public SessionState emptyState() {
    return new SessionState.New();
  }

  @Override
  public EventHandler<SessionState, SessionEvent> eventHandler() {
    return (state, event) -> {
      tracing.evolved(event);
      return recovery.evolve(state, event);
    };
  }

  @Override
  public EventAdapter<SessionEvent, ?> eventAdapter() {
    return recovery;
  }

  @Override
  public SnapshotAdapter<SessionState> snapshotAdapter() {
    return recovery.snapshots();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(settings.snapshotEvery(), settings.snapshotsKept());
  }

  @Override
  public SignalHandler<SessionState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .onSignal(PostStop.instance(), _ -> tracing.lost())
        .onSignal(RecoveryFailed.class, (_, _) -> recovery.failed())
        .onSignal(SnapshotFailed.class, (_, failed) -> recovery.snapshotFailed(failed))
        .build();
  }

  @Override
  public CommandHandler<Message, SessionEvent, SessionState> commandHandler() {
    return this::onMessage;
  }

  /// After a journal failure this runs in the same object: the children have stopped by then, and
  /// readers must register again.
  private void recovered(SessionState state) {
    listeners.lost();
    sideEffects.forget();
    tracing.lost();
    closed = recovery.completed(state).map(damage -> new Closed(damage, this::passivate));
    if (closed.isPresent()) {
      Closed.recordDamage(key, closed.get().damage(), collaborators.index(), processor.now());
      context.scheduleOnce(settings.damage().pause(), context.getSelf(), new Idle());
      return;
    }
    quiet.begin();
    boolean again = recoveredBefore;
    recoveredBefore = true;
    processor.recovered(state, again);
  }

  private Effect<SessionEvent, SessionState> onMessage(SessionState state, Message message) {
    stash.dealtWith();
    quiet.took(message);
    // its organisation moves to another database: this one must not grow any more
    if (!collaborators.places().of(key.tenant()).equals(stored)) return Effect().stop();
    if (closed.isPresent()) {
      if (message instanceof Sleep) return Effect().stop();
      closed.get().answer(message);
      return Effect().none();
    }
    return switch (message) {
      case Ask ask -> onAsk(state, ask);
      case Request request -> {
        serve(state, request);
        yield processor.sleepIfNew(state);
      }
      case Report report -> {
        note(state, report);
        yield Effect().none();
      }
      case Admitted(var ask) -> processor.admitted(state, ask);
      case NotAdmitted(var ask, var limit) -> processor.notAdmitted(state, ask, limit);
      case Wake() ->
          state instanceof SessionState.New ? processor.sleepIfNew(state) : processor.wake(state);
      case Perform(var command) -> processor.perform(state, command);
      case Gone gone -> onGone(state, gone);
      case Idle() -> {
        sleepIfIdle(state);
        yield Effect().none();
      }
      case Forget(var replyTo) -> {
        replyTo.tell(new Forgotten());
        yield Effect().stop();
      }
      case Sleep() -> processor.leave(state);
      case Go() -> processor.go(state);
    };
  }

  private Effect<SessionEvent, SessionState> onAsk(SessionState state, Ask ask) {
    if (ask.command() == null) {
      ask.replyTo().tell(Answer.NOT_KNOWN_HERE);
      return processor.sleepIfNew(state);
    }
    if (processor.mustWait(ask)) {
      stash.keptForLater();
      return Effect().stash();
    }
    return processor.asked(state, ask);
  }

  private void serve(SessionState state, Request request) {
    switch (request) {
      case View(var replyTo) -> replyTo.tell(new Viewed(Views.of(key, state), Optional.empty()));
      case Inspect(var replyTo) ->
          replyTo.tell(Views.inspection(key, state, listeners.count(), sideEffects.count()));
      case Listen(var reader) -> onListen(state, reader);
      case ShowTyping(var by) -> listeners.typing(by);
      case ShowCall(var shown) -> shownCall.show(shown);
      case FillForm(var form, var reply) -> forms.fill(form, reply);
      case PrepareReply(var words) -> processor.prepare(state, words);
      case Unprepare(var id) -> sideEffects.unprepare(words -> words.id().equals(id));
    }
  }

  private void note(SessionState state, Report report) {
    switch (report) {
      case Lent(var loan) -> sideEffects.lent(loan);
      case ReaderGone(var reader) -> listeners.remove(reader);
      case CallSilent(var news) -> shownCall.silent(news);
      case Progress(var turn, var attempt, var from, var text) -> {
        if (Views.isCurrent(state, turn, attempt)) listeners.preview(turn, attempt, from, text);
      }
      case ToolAsks question -> forms.ask(state, question, context.getSelf());
      case FormClosed(var id, var call) -> forms.closed(id, call);
      case ToolProgressed(var call, var progress) -> {
        if (Views.isRunning(state, call)) listeners.progress(call, progress);
      }
      case Available(var dependency, var broken) -> sideEffects.available(dependency, broken);
    }
  }

  private Effect<SessionEvent, SessionState> onGone(SessionState state, Gone gone) {
    // a child from before a restart was forgotten then: its work is resumed
    if (sideEffects.gone(gone.task(), gone.child()))
      return processor.gone(state, gone.task(), gone.consequence());
    processor.goIfDue(state);
    return Effect().none();
  }

  private void sleepIfIdle(SessionState state) {
    boolean busy = processor.isBusy() || state.openTurn().isPresent();
    if (!busy) stash.nothingWaits();
    if (quiet.isOver() && listeners.isEmpty() && sideEffects.isQuiet() && !busy) passivate();
  }

  private void onListen(SessionState state, ActorRef<ToReader> reader) {
    if (state instanceof SessionState.New) reader.tell(new ToReader.Unknown());
    else if (listeners.add(reader, context.getSelf().unsafeUpcast(), state.seq()))
      context.watchWith(reader, new ReaderGone(reader));
  }

  private void passivate() {
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
  }
}
