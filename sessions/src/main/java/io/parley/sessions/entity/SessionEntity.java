package io.parley.sessions.entity;

import io.parley.core.journal.Damage;
import io.parley.core.limit.RateLimit;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.SessionKey;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Collaborators;
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
import org.apache.pekko.actor.Cancellable;
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

/// One conversation. It persists what the rules decide, in one write; then answers; then tells the
/// readers; then does what follows ([Deciding]). Rules live in core, work in [Errands]: this is the
/// shell between them and the journal.
public final class SessionEntity
    extends EventSourcedBehavior<SessionEntity.Message, SessionEvent, SessionState> {
  public static final EntityTypeKey<Message> TYPE_KEY =
      EntityTypeKey.create(Message.class, "Session");

  public sealed interface Message {}

  /// @param command null when a newer build asks for what this one does not know
  /// @param requestId for the log
  /// @param trace under which belongs what comes of it; older builds do not say
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

  public record View(ActorRef<Viewed> replyTo) implements Message, Wire {}

  /// @param damage why there is none
  public record Viewed(Optional<SessionView> view, Optional<Damage> damage) implements Wire {}

  /// What it is at, for operators.
  public record Inspect(ActorRef<SessionInspection> replyTo) implements Message, Wire {}

  /// Takes in a reader, or tells one that is known where the session stands.
  public record Listen(ActorRef<ToReader> reader) implements Message, Wire {}

  public record ShowTyping(Party by) implements Message, Wire {}

  public record ShowCall(CallShown shown) implements Message, Wire {}

  public record PrepareReply(Prepare words) implements Message, Wire {}

  public record Unprepare(String id) implements Message, Wire {}

  /// Look after what you owe.
  public record Wake() implements Message, Wire {}

  /// The shard's word to go to sleep or to move.
  record Sleep() implements Message {}

  /// What was under way has ended, or has had its grace.
  record Go() implements Message {}

  /// Told by the session's own actor, its children and its timers.
  sealed interface FromWithin extends Message {}

  /// A command from within.
  record Perform(SessionCommand command) implements FromWithin {}

  /// Text of the reply under way.
  record Progress(int turn, int attempt, int from, String text) implements FromWithin {}

  record Available(String dependency, boolean broken) implements FromWithin {}

  /// A child has stopped; whatever it owed and did not settle leads to `consequence`.
  record Gone(String errand, ActorRef<?> child, Optional<Consequence> consequence)
      implements FromWithin {}

  record Lent(RateLimiter.Loan loan) implements FromWithin {}

  record Admitted(Ask ask) implements FromWithin {}

  record NotAdmitted(Ask ask, RateLimit.Refused limit) implements FromWithin {}

  private record ReaderGone(ActorRef<ToReader> reader) implements FromWithin {}

  /// @param news of a call that there had been when the silence began
  private record CallSilent(long news) implements FromWithin {}

  record Idle() implements Message {}

  private final ActorContext<Message> context;
  private final SessionKey key;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final SessionSettings settings;
  private final Collaborators collaborators;
  private final SetAside aside;
  private final SessionListeners listeners = new SessionListeners();
  private final Errands errands;
  private final Deciding deciding;
  private final Recovery recovery;
  private final TurnTracing tracing;
  private Optional<Closed> closed = Optional.empty();
  private Cancellable callSilence = Cancellable.alreadyCancelled();
  private long callNews;
  private boolean recoveredBefore;

  /// @param shard told when the session wants to sleep; @param aside told what is dealt with
  static Behavior<Message> create(
      SessionKey key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      SessionSettings settings,
      Collaborators collaborators,
      NodeShared shared,
      SetAside aside) {
    var fields = Map.of("tenant", key.tenant().value(), "session", key.session().value());
    return Behaviors.withMdc(
        Message.class,
        fields,
        message -> message instanceof Ask ask ? Map.of("request_id", ask.requestId()) : Map.of(),
        Behaviors.setup(
            context ->
                new SessionEntity(context, key, shard, settings, collaborators, shared, aside)));
  }

  private SessionEntity(
      ActorContext<Message> context,
      SessionKey key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      SessionSettings settings,
      Collaborators collaborators,
      NodeShared shared,
      SetAside aside) {
    super(
        PersistenceId.of(TYPE_KEY.name(), key.toString()),
        SupervisorStrategy.restartWithBackoff(
            settings.persistBackoffMin(), settings.persistBackoffMax(), 0.2));
    this.context = context;
    this.key = key;
    this.shard = shard;
    this.settings = settings;
    this.collaborators = collaborators;
    this.aside = aside;
    this.errands = new Errands(context, key, settings, collaborators, shared, listeners);
    this.tracing = new TurnTracing(key, collaborators.traces());
    this.deciding =
        new Deciding(
            context,
            Effect(),
            settings,
            collaborators.clock(),
            errands,
            listeners,
            tracing,
            this::passivate);
    this.recovery = new Recovery(() -> lastSequenceNumber(context), deciding::evolve);
  }

  /// Pekko would also publish each event that is written, by an actor of its own: nobody
  /// subscribes. The Java API leaves the switch out, and hides that Scala's trait is a behavior.
  @Override
  @SuppressWarnings("unchecked")
  public Behavior<Message> apply(TypedActorContext<Message> started) {
    return (Behavior<Message>) createEventSourcedBehavior().withEventPublishing(false);
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

  /// After a journal failure this runs in the same object: children are gone then, and readers must
  /// register anew.
  private void recovered(SessionState state) {
    listeners.lost();
    errands.forget();
    tracing.lost();
    closed = recovery.completed(state).map(damage -> new Closed(damage, this::passivate));
    if (closed.isPresent()) {
      Closed.takeDown(key, closed.get().damage(), collaborators.index(), deciding.now());
      context.scheduleOnce(settings.damage().pause(), context.getSelf(), new Idle());
      return;
    }
    context.setReceiveTimeout(settings.sleepAfter(), new Idle());
    boolean again = recoveredBefore;
    recoveredBefore = true;
    deciding.recovered(state, again);
  }

  private Effect<SessionEvent, SessionState> onMessage(SessionState state, Message message) {
    aside.dealtWith();
    if (closed.isPresent()) {
      if (message instanceof Sleep) return Effect().stop();
      closed.get().answer(message);
      return Effect().none();
    }
    return switch (message) {
      case Ask ask when ask.command() == null -> {
        ask.replyTo().tell(Answer.NOT_KNOWN_HERE);
        yield deciding.sleepIfNew(state);
      }
      case Ask ask when deciding.mustWait(ask) -> {
        aside.keptForLater();
        yield Effect().stash();
      }
      case Ask ask -> deciding.asked(state, ask);
      case Lent(var loan) -> {
        errands.lent(loan);
        yield Effect().none();
      }
      case Admitted(var ask) -> deciding.admitted(state, ask);
      case NotAdmitted(var ask, var limit) -> deciding.notAdmitted(state, ask, limit);
      case View(var replyTo) -> {
        replyTo.tell(new Viewed(Views.of(key, state), Optional.empty()));
        yield deciding.sleepIfNew(state);
      }
      case Inspect(var replyTo) -> {
        replyTo.tell(Views.inspection(key, state, listeners.count(), errands.count()));
        yield deciding.sleepIfNew(state);
      }
      case Listen(var reader) -> {
        onListen(state, reader);
        yield deciding.sleepIfNew(state);
      }
      case ReaderGone(var reader) -> {
        listeners.remove(reader);
        yield Effect().none();
      }
      case ShowTyping(var by) -> {
        listeners.typing(by);
        yield deciding.sleepIfNew(state);
      }
      case ShowCall(var shown) -> {
        showCall(shown);
        yield deciding.sleepIfNew(state);
      }
      case CallSilent(var news) -> {
        if (news == callNews) listeners.callLost();
        yield Effect().none();
      }
      case PrepareReply(var words) -> {
        deciding.prepare(state, words);
        yield deciding.sleepIfNew(state);
      }
      case Unprepare(var id) -> {
        errands.unprepare(words -> words.id().equals(id));
        yield deciding.sleepIfNew(state);
      }
      case Wake() ->
          state instanceof SessionState.New ? deciding.sleepIfNew(state) : deciding.wake(state);
      case Perform(var command) -> deciding.perform(state, command);
      case Progress(var turn, var attempt, var from, var text) -> {
        if (Views.isCurrent(state, turn, attempt)) listeners.preview(turn, attempt, from, text);
        yield Effect().none();
      }
      case Available(var dependency, var broken) -> {
        errands.available(dependency, broken);
        yield Effect().none();
      }
      case Gone(var errand, var child, var consequence) -> {
        // one from before a restart was forgotten then: what it owed is resumed
        if (errands.gone(errand, child)) yield deciding.gone(state, errand, consequence);
        deciding.goIfDue(state);
        yield Effect().none();
      }
      case Idle() -> {
        boolean busy = deciding.isBusy() || state.openTurn().isPresent();
        if (!busy) aside.nothingWaits();
        if (listeners.isEmpty() && errands.isQuiet() && !busy) passivate();
        yield Effect().none();
      }
      case Sleep() -> deciding.leave(state);
      case Go() -> deciding.go(state);
    };
  }

  private void onListen(SessionState state, ActorRef<ToReader> reader) {
    if (state instanceof SessionState.New) reader.tell(new ToReader.Unknown());
    else if (listeners.add(reader, context.getSelf().unsafeUpcast(), state.seq()))
      context.watchWith(reader, new ReaderGone(reader));
  }

  /// Who holds the call may die with it.
  private void showCall(CallShown shown) {
    callSilence.cancel();
    callNews++;
    callSilence =
        context.scheduleOnce(settings.callSilence(), context.getSelf(), new CallSilent(callNews));
    listeners.call(shown);
  }

  private void passivate() {
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
  }
}
