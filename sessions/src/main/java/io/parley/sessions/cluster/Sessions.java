package io.parley.sessions.cluster;

import io.parley.core.fault.Stages;
import io.parley.core.journal.Damage;
import io.parley.core.journal.SessionIndex;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.FormReply;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Collaborators;
import io.parley.sessions.Heard;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionDamaged;
import io.parley.sessions.SessionInspection;
import io.parley.sessions.SessionPort;
import io.parley.sessions.SessionQueues;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.SessionUnavailable;
import io.parley.sessions.SessionView;
import io.parley.sessions.breaker.NodeBreakers;
import io.parley.sessions.due.DueSessions;
import io.parley.sessions.entity.AwakeSessions;
import io.parley.sessions.entity.NodeShared;
import io.parley.sessions.entity.SessionEntity;
import io.parley.sessions.entity.SessionShards;
import io.parley.sessions.limit.NodeVisitors;
import io.parley.sessions.listener.SessionReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.stream.javadsl.Source;

/// All sessions, wherever in the cluster they live.
public final class Sessions implements SessionPort {
  private final ClusterSharding sharding;
  private final Cluster cluster;
  private final SessionSettings settings;
  private final Collaborators collaborators;
  // short: most messages get lost while a shard moves, and by the next try it has moved
  private final Duration firstPause;
  private volatile boolean leaving;
  private final AwakeSessions awake;
  private final NodeBreakers breakers;

  private Sessions(
      ActorSystem<?> system,
      SessionSettings settings,
      Collaborators collaborators,
      AwakeSessions awake,
      NodeBreakers breakers) {
    this.awake = awake;
    this.breakers = breakers;
    this.sharding = ClusterSharding.get(system);
    this.cluster = Cluster.get(system);
    this.settings = settings;
    this.collaborators = collaborators;
    this.firstPause = settings.askAgain().dividedBy(4);
  }

  /// Starts sessions on this node: its share of them can live here from now on.
  public static Sessions start(
      ActorSystem<?> system, SessionSettings settings, Collaborators collaborators) {
    var awake = new AwakeSessions();
    var breakers =
        new NodeBreakers(system, settings.breaker(), collaborators.tools(), collaborators.clock());
    var cluster = Cluster.get(system);
    var visitors = new NodeVisitors(settings.visitors(), () -> nodes(cluster));
    SessionShards.init(system, settings, collaborators, awake, new NodeShared(breakers, visitors));
    var sessions = new Sessions(system, settings, collaborators, awake, breakers);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeClusterShutdown(),
            "wake-nobody",
            () -> {
              sessions.leaving = true;
              return CompletableFuture.completedStage(Done.getInstance());
            });
    sessions.follow(system, "due-sessions", collaborators.index());
    return sessions;
  }

  /// Wakes overdue sessions of a further database, too: beside those of the others, so that none
  /// waits for another one that does not answer.
  ///
  /// @param database its name, the same on all nodes
  /// @param index of its sessions alone
  public void wakeDue(ActorSystem<?> system, String database, SessionIndex index) {
    follow(system, "due-sessions." + database, index);
  }

  private void follow(ActorSystem<?> system, String singleton, SessionIndex index) {
    DueSessions.init(
        system,
        singleton,
        settings.due(),
        settings.damage(),
        settings.idleTimeout(),
        index,
        this::wake,
        collaborators.clock());
  }

  /// Sends the session a command: start, say, interrupt, decide, end. A message can get lost while
  /// a session moves; a command with an id is then sent again, which is harmless.
  ///
  /// @param requestId for the log
  /// @return fails with [SessionUnavailable] when there was no answer within `sessions.ask-timeout`
  public CompletionStage<Answer> ask(SessionKey key, SessionCommand command, String requestId) {
    return ask(key, command, requestId, Optional.empty());
  }

  /// The same with a trace context.
  ///
  /// @param trace parent trace context
  @Override
  public CompletionStage<Answer> ask(
      SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
    return ask(
        key,
        replyTo -> new SessionEntity.Ask(command, requestId, trace, replyTo),
        isRepeatable(command) ? firstPause : settings.askTimeout(),
        settings.askTimeout());
  }

  /// @return empty when there is no such session; fails with [SessionUnavailable] or
  ///   [SessionDamaged]
  @Override
  public CompletionStage<Optional<SessionView>> view(SessionKey key) {
    return this.<SessionEntity.Viewed>ask(
            key, SessionEntity.View::new, firstPause, settings.askTimeout())
        .thenApply(
            viewed -> {
              viewed.damage().ifPresent(Sessions::refuse);
              return viewed.view();
            });
  }

  /// Streams the session from the event after `after` on: first the missed events, then live ones.
  /// The stream continues when the session moves to another node. It fails with [NoSuchSession],
  /// with [SessionDamaged], or with [ReaderTooSlow] when the reader falls behind by more than
  /// `sessions.reader-buffer`; it never completes.
  @Override
  public Source<Heard, NotUsed> listen(SessionKey key, long after) {
    return Source.fromGraph(
        new SessionReader(
            key,
            after,
            settings.reader(),
            collaborators.journal(),
            reader -> entity(key).tell(new SessionEntity.Listen(reader))));
  }

  /// How many sessions are awake on this node: those with readers, callers or work under way, now
  /// or a short while ago.
  @Override
  public int awake() {
    return awake.count();
  }

  /// How many members of the cluster are up, as far as this node knows; at least 1.
  @Override
  public int nodes() {
    return nodes(cluster);
  }

  private static int nodes(Cluster cluster) {
    int up = 0;
    for (var member : cluster.state().getMembers())
      if (member.status().equals(MemberStatus.up())) up++;
    return Math.max(1, up);
  }

  /// Messages that wait before the sessions of this node. Looks at each session: too slow to call
  /// for every message.
  public SessionQueues queues() {
    return awake.queues();
  }

  /// The session's current activity. Asking wakes it: find out first whether it is awake.
  ///
  /// @return fails with [SessionUnavailable] when there was no answer, or with [SessionDamaged]
  public CompletionStage<SessionInspection> inspect(SessionKey key) {
    return this.<SessionInspection>ask(
            key, SessionEntity.Inspect::new, settings.askAgain(), settings.askAgain())
        .thenApply(
            inspection -> {
              inspection.damage().ifPresent(Sessions::refuse);
              return inspection;
            });
  }

  /// Wakes a session, wherever it lives, to do what it owes. It goes to sleep again by itself.
  public void wakeUp(SessionKey key) {
    wake(key);
  }

  /// Has a session whose events were deleted leave memory, wherever it lives, without writing
  /// anything. Its readers find that there is none.
  ///
  /// @return when it will write nothing any more; fails with [SessionUnavailable] when there was no
  ///   answer
  public CompletionStage<Void> forget(SessionKey key) {
    return this.<SessionEntity.Forgotten>ask(
            key, SessionEntity.Forget::new, firstPause, settings.askTimeout())
        .thenApply(_ -> null);
  }

  /// The breakers of tools, as this node sees them.
  public NodeBreakers breakers() {
    return breakers;
  }

  /// Shows the other readers that somebody is about to speak; not stored, and may get lost.
  @Override
  public void typing(SessionKey key, Party by) {
    entity(key).tell(new SessionEntity.ShowTyping(by));
  }

  /// Shows readers the state of a call; not stored, and may get lost. Later readers get the newest,
  /// until the call is over or silent for `sessions.call-silence`.
  @Override
  public void showCall(SessionKey key, CallShown shown) {
    entity(key).tell(new SessionEntity.ShowCall(shown));
  }

  @Override
  public void fill(SessionKey key, String form, FormReply reply) {
    entity(key).tell(new SessionEntity.FillForm(form, reply));
  }

  /// Prepares a reply before the customer has certainly finished. It is adopted when the same words
  /// are said under the same id, and discarded otherwise. May get lost: then the reply is begun
  /// when the words are said.
  @Override
  public void prepare(SessionKey key, Prepare words) {
    entity(key).tell(new SessionEntity.PrepareReply(words));
  }

  /// Discards the reply prepared for these words.
  @Override
  public void unprepare(SessionKey key, String id) {
    entity(key).tell(new SessionEntity.Unprepare(id));
  }

  private static void refuse(Damage damage) {
    throw new SessionDamaged(damage);
  }

  /// The last node that leaves wakes nobody: the message would have no destination, and the node
  /// would wait for it.
  private void wake(SessionKey key) {
    if (!leaving) entity(key).tell(new SessionEntity.Wake());
  }

  private EntityRef<SessionEntity.Message> entity(SessionKey key) {
    return sharding.entityRefFor(SessionEntity.TYPE_KEY, key.toString());
  }

  /// @param patience after which it asks again if there is time left, with twice the patience
  private <T> CompletionStage<T> ask(
      SessionKey key,
      Function<ActorRef<T>, SessionEntity.Message> message,
      Duration patience,
      Duration left) {
    return entity(key)
        .<T>ask(message::apply, patience.compareTo(left) < 0 ? patience : left)
        .exceptionallyCompose(
            failure -> {
              var cause = Stages.cause(failure);
              if (!(cause instanceof TimeoutException))
                return CompletableFuture.failedStage(failure);
              var rest = left.minus(patience);
              return rest.isPositive()
                  ? ask(key, message, longer(patience), rest)
                  : CompletableFuture.failedStage(
                      new SessionUnavailable("no answer in time", cause));
            });
  }

  private Duration longer(Duration patience) {
    var twice = patience.multipliedBy(2);
    return twice.compareTo(settings.askAgain()) < 0 ? twice : settings.askAgain();
  }

  /// Whether the session recognises a repetition of it.
  private static boolean isRepeatable(SessionCommand command) {
    return !(command instanceof SessionCommand.End end) || end.id().isPresent();
  }
}
