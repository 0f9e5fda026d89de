package io.parley.persistence.journal;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/// The smallest actor that runs core's rules on the real journal.
final class SmallSession
    extends EventSourcedBehavior<SmallSession.Message, SessionEvent, SessionState> {
  static final int SNAPSHOT_EVERY = 10;

  sealed interface Message {}

  /// @param replyTo notified when the events are committed
  record Ask(SessionCommand command, ActorRef<Done> replyTo) implements Message {}

  record Tell(ActorRef<SessionState> replyTo) implements Message {}

  record Stop(ActorRef<Done> replyTo) implements Message {}

  private final String journal;
  private final String snapshots;

  static Behavior<Message> create(SessionKey key) {
    return create(key, "", "");
  }

  /// @param journal id of its plugin; empty for the configuration's; @param snapshots likewise
  static Behavior<Message> create(SessionKey key, String journal, String snapshots) {
    return Behaviors.setup(
        _ ->
            new SmallSession(
                PersistenceId.of("Session", key.toString()),
                SupervisorStrategy.restartWithBackoff(
                    Duration.ofMillis(50), Duration.ofMillis(200), 0),
                journal,
                snapshots));
  }

  private SmallSession(
      PersistenceId id,
      org.apache.pekko.actor.typed.BackoffSupervisorStrategy strategy,
      String journal,
      String snapshots) {
    super(id, strategy);
    this.journal = journal;
    this.snapshots = snapshots;
  }

  @Override
  public String journalPluginId() {
    return journal;
  }

  @Override
  public String snapshotPluginId() {
    return snapshots;
  }

  @Override
  public SessionState emptyState() {
    return new SessionState.New();
  }

  @Override
  public CommandHandler<Message, SessionEvent, SessionState> commandHandler() {
    return this::onMessage;
  }

  @Override
  public EventHandler<SessionState, SessionEvent> eventHandler() {
    return Session::evolve;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(SNAPSHOT_EVERY, 2);
  }

  private Effect<SessionEvent, SessionState> onMessage(SessionState state, Message message) {
    return switch (message) {
      case Ask(var command, var replyTo) ->
          switch (Session.decide(state, command, Conversation.LIMITS)) {
            case Accepted accepted ->
                Effect().persist(accepted.events()).thenRun(_ -> replyTo.tell(Done.done()));
            case io.parley.core.session.Decision.Rejected(var why) ->
                throw new IllegalStateException(why.detail());
          };
      case Tell(var replyTo) -> Effect().none().thenRun(now -> replyTo.tell(now));
      case Stop(var replyTo) -> Effect().stop().thenRun(_ -> replyTo.tell(Done.done()));
    };
  }
}
