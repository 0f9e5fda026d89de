package io.parley.sessions.entity;

import io.parley.core.journal.Damage;
import io.parley.core.limit.RateLimit;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Decision.Action;
import io.parley.core.session.Decision.Rejected;
import io.parley.core.session.Party;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionKey;
import io.parley.core.session.SessionState;
import io.parley.sessions.Answer;
import io.parley.sessions.Collaborators;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.SessionView;
import io.parley.sessions.breaker.NodeBreakers;
import io.parley.sessions.listener.SessionListeners;
import io.parley.sessions.listener.ToReader;
import io.parley.sessions.wire.Wire;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
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

/// One conversation. It persists what [Session] decides, in one write; then answers; then tells the
/// readers; then does what follows. Rules live in core, work in [Errands]: this is the shell
/// between them and the journal.
public final class SessionEntity
    extends EventSourcedBehavior<SessionEntity.Message, SessionEvent, SessionState> {
  public static final EntityTypeKey<Message> TYPE_KEY =
      EntityTypeKey.create(Message.class, "Session");

  public sealed interface Message {}

  /// @param command null when a newer build asks for what this one does not know
  /// @param requestId for the log
  public record Ask(SessionCommand command, String requestId, ActorRef<Answer> replyTo)
      implements Message, Wire {}

  public record View(ActorRef<Viewed> replyTo) implements Message, Wire {}

  /// @param damage why there is none
  public record Viewed(Optional<SessionView> view, Optional<Damage> damage) implements Wire {}

  /// Takes in a reader, or tells one that is known where the session stands.
  public record Listen(ActorRef<ToReader> reader) implements Message, Wire {}

  public record ShowTyping(Party by) implements Message, Wire {}

  /// Look after what you owe.
  public record Wake() implements Message, Wire {}

  /// The shard's word to go to sleep or to move.
  record Sleep() implements Message {}

  /// What was under way has ended, or has had its grace.
  private record Go() implements Message {}

  /// A command from within.
  record Perform(SessionCommand command) implements Message {}

  /// Text of the reply under way.
  record Progress(int turn, int attempt, int from, String text) implements Message {}

  record Available(String dependency, boolean broken) implements Message {}

  /// A child has stopped; whatever it owed and did not settle leads to `consequence`.
  record Gone(String errand, ActorRef<?> child, Optional<Consequence> consequence)
      implements Message {}

  private record Admitted(Ask ask) implements Message {}

  private record NotAdmitted(Ask ask, RateLimit.Refused limit) implements Message {}

  private record ReaderGone(ActorRef<ToReader> reader) implements Message {}

  record Idle() implements Message {}

  private final ActorContext<Message> context;
  private final SessionKey key;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final SessionSettings settings;
  private final Collaborators collaborators;
  private final SessionListeners listeners = new SessionListeners();
  private final Errands errands;
  private final Farewell farewell = new Farewell();
  private boolean admitting;
  // until what was promised before is taken up again, nothing of it may be begun by another door
  private boolean resuming;
  private final Recovery recovery;
  private Optional<Closed> closed = Optional.empty();

  /// @param shard told when the session wants to sleep
  public static Behavior<Message> create(
      SessionKey key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      SessionSettings settings,
      Collaborators collaborators,
      NodeBreakers breakers) {
    var fields = Map.of("tenant", key.tenant().value(), "session", key.session().value());
    return Behaviors.withMdc(
        Message.class,
        fields,
        message -> message instanceof Ask ask ? Map.of("request_id", ask.requestId()) : Map.of(),
        Behaviors.setup(
            context -> new SessionEntity(context, key, shard, settings, collaborators, breakers)));
  }

  private SessionEntity(
      ActorContext<Message> context,
      SessionKey key,
      ActorRef<ClusterSharding.ShardCommand> shard,
      SessionSettings settings,
      Collaborators collaborators,
      NodeBreakers breakers) {
    super(
        PersistenceId.of(TYPE_KEY.name(), key.toString()),
        SupervisorStrategy.restartWithBackoff(
            settings.persistBackoffMin(), settings.persistBackoffMax(), 0.2));
    this.context = context;
    this.key = key;
    this.shard = shard;
    this.settings = settings;
    this.collaborators = collaborators;
    this.errands = new Errands(context, key, settings, collaborators, breakers, listeners);
    this.recovery = new Recovery(() -> lastSequenceNumber(context));
  }

  @Override
  public SessionState emptyState() {
    return new SessionState.New();
  }

  @Override
  public EventHandler<SessionState, SessionEvent> eventHandler() {
    return recovery::evolve;
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
        .onSignal(RecoveryFailed.class, (_, _) -> recovery.failed())
        .onSignal(SnapshotFailed.class, (_, failed) -> recovery.snapshotFailed(failed))
        .build();
  }

  @Override
  public CommandHandler<Message, SessionEvent, SessionState> commandHandler() {
    return this::onMessage;
  }

  /// What was promised before is done, by a command of its own, so that it is recorded that it was
  /// taken up again. After a journal failure this runs in the same object: children are gone then,
  /// and readers must register anew.
  private void recovered(SessionState state) {
    admitting = false;
    listeners.lost();
    errands.forget();
    closed = recovery.completed(state).map(damage -> new Closed(damage, this::passivate));
    if (closed.isPresent()) {
      Closed.takeDown(key, closed.get().damage(), collaborators.index(), now());
      context.scheduleOnce(settings.damage().pause(), context.getSelf(), new Idle());
      return;
    }
    context.setReceiveTimeout(settings.sleepAfter(), new Idle());
    resuming = !Session.pending(state, errands.limits(state)).isEmpty();
    if (farewell.isBegun()) context.getSelf().tell(new Go());
    else if (resuming) context.getSelf().tell(new Perform(new SessionCommand.Resume(now())));
  }

  private Effect<SessionEvent, SessionState> onMessage(SessionState state, Message message) {
    if (closed.isPresent()) {
      if (message instanceof Sleep) return Effect().stop();
      closed.get().answer(message);
      return Effect().none();
    }
    return switch (message) {
      case Ask ask when ask.command() == null -> {
        ask.replyTo().tell(Answer.NOT_KNOWN_HERE);
        yield sleepIfNew(state);
      }
      case Ask ask -> onAsk(state, ask);
      case Admitted(var ask) -> {
        admitting = false;
        yield perform(state, ask.command(), ask.replyTo()::tell, true);
      }
      case NotAdmitted(var ask, var limit) -> {
        admitting = false;
        ask.replyTo().tell(new Answer.Limited(limit));
        goIfDue(state);
        yield Effect().unstashAll();
      }
      case View(var replyTo) -> {
        replyTo.tell(new Viewed(Views.of(key, state), Optional.empty()));
        yield sleepIfNew(state);
      }
      case Listen(var reader) -> {
        onListen(state, reader);
        yield sleepIfNew(state);
      }
      case ReaderGone(var reader) -> {
        listeners.remove(reader);
        yield Effect().none();
      }
      case ShowTyping(var by) -> {
        listeners.typing(by);
        yield sleepIfNew(state);
      }
      case Wake() -> state instanceof SessionState.New ? sleepIfNew(state) : onWake(state);
      case Perform(var command) when command instanceof SessionCommand.Resume -> {
        resuming = false;
        yield perform(state, command, _ -> {}, true);
      }
      case Perform(var command) -> perform(state, command, errands.answering(command), false);
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
        var ours = errands.gone(errand, child);
        if (ours) act(errands.nextAfter(errand), state, false);
        goIfDue(state);
        yield consequence
            .filter(_ -> ours)
            .map(then -> perform(state, then.at(now(), state), _ -> {}, false))
            .orElseGet(() -> Effect().none());
      }
      case Idle() -> {
        boolean busy = admitting || resuming || state.openTurn().isPresent();
        if (listeners.isEmpty() && errands.isQuiet() && !busy) passivate();
        yield Effect().none();
      }
      case Sleep() -> leave(state);
      case Go() -> go(state);
    };
  }

  private Effect<SessionEvent, SessionState> onAsk(SessionState state, Ask ask) {
    // what died with a node is judged before anything new: a call may not begin only to be in doubt
    if (resuming) return Effect().stash();
    // an interruption is never kept waiting behind other words
    if (admitting && !(ask.command() instanceof SessionCommand.Interrupt)) return Effect().stash();
    if (state instanceof SessionState.Active active
        && ask.command() instanceof SessionCommand.Say say
        && say.by() == Party.CUSTOMER
        && !active.accepted().knows(say.id())) {
      admitting = true;
      errands.admit(
          active,
          say,
          verdict ->
              switch (verdict) {
                case RateLimit.Granted() -> new Admitted(ask);
                case RateLimit.Refused limit -> new NotAdmitted(ask, limit);
              });
      return Effect().none();
    }
    return perform(state, listeners.withHeard(ask.command()), ask.replyTo()::tell, false);
  }

  /// Told to go: what is under way ends first, unless it takes longer than the grace.
  private Effect<SessionEvent, SessionState> leave(SessionState state) {
    farewell.begin(state);
    if (resuming || (!admitting && farewell.isDue(state, errands))) return go(state);
    context.scheduleOnce(settings.drain().turnGrace(), context.getSelf(), new Go());
    return Effect().none();
  }

  /// What is put down in order costs the turn no attempt; what a crash left behind still does.
  private Effect<SessionEvent, SessionState> go(SessionState state) {
    var pause = new SessionCommand.Pause(now());
    return !resuming
            && Session.decide(state, pause, errands.limits(state))
                instanceof Accepted(_, var events, _)
            && !events.isEmpty()
        ? Effect()
            .persist(events)
            .thenRun((SessionState after) -> committed(events, after))
            .thenStop()
        : Effect().stop();
  }

  private void goIfDue(SessionState state) {
    if (!admitting && farewell.isDue(state, errands)) context.getSelf().tell(new Go());
  }

  private void act(List<Action> actions, SessionState state, boolean again) {
    errands.perform(farewell.only(actions), state, again);
  }

  private Effect<SessionEvent, SessionState> perform(
      SessionState state, SessionCommand command, Consumer<Answer> answer, boolean unstash) {
    // what follows may have been begun before
    boolean again = command instanceof SessionCommand.Resume;
    return switch (Session.decide(state, command, errands.limits(state))) {
      case Accepted(var seq, var events, var actions) when events.isEmpty() -> {
        answer.accept(new Answer.Stored(seq));
        act(actions, state, again);
        yield unstash ? Effect().unstashAll() : Effect().none();
      }
      case Accepted(var seq, var events, var actions) -> {
        var effect =
            Effect()
                .persist(events)
                .thenRun(
                    (SessionState after) -> {
                      answer.accept(new Answer.Stored(seq));
                      committed(events, after);
                      act(actions, after, again);
                      goIfDue(after);
                    });
        yield unstash ? effect.thenUnstashAll() : effect;
      }
      case Rejected(var rejection) -> {
        answer.accept(new Answer.Refused(rejection));
        yield unstash ? Effect().unstashAll() : sleepIfNew(state);
      }
    };
  }

  private void committed(List<SessionEvent> events, SessionState after) {
    listeners.committed(after.seq() - events.size() + 1, events);
    errands.committed(events, after);
  }

  private void onListen(SessionState state, ActorRef<ToReader> reader) {
    if (state instanceof SessionState.New) reader.tell(new ToReader.Unknown());
    else if (listeners.add(reader, context.getSelf().unsafeUpcast(), state.seq()))
      context.watchWith(reader, new ReaderGone(reader));
  }

  private Effect<SessionEvent, SessionState> onWake(SessionState state) {
    if (resuming) return Effect().none();
    // work that is under way needs no reminder; what nobody is at is begun again
    act(
        Session.pending(state, errands.limits(state)).stream().filter(errands::isIdleAt).toList(),
        state,
        true);
    return perform(state, new SessionCommand.Tick(now()), _ -> {}, false);
  }

  /// A session that was never started leaves nothing behind: ids can be guessed at, memory is not
  /// free.
  private Effect<SessionEvent, SessionState> sleepIfNew(SessionState state) {
    if (state instanceof SessionState.New) passivate();
    return Effect().none();
  }

  private void passivate() {
    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
  }

  private Instant now() {
    return collaborators.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
