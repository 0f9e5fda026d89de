package io.parley.sessions.due;

import io.parley.core.journal.SessionIndex;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.SessionSettings.DamageSettings;
import io.parley.sessions.SessionSettings.DueSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/// One in the cluster for each database: keeps the index of sessions up to date with the journal
/// and wakes overdue sessions. When its node dies another takes over; two at work for a moment do
/// no harm, because the index is changed in transactions and waking is idempotent.
public final class DueSessions {

  sealed interface Message {}

  private record Look() implements Message {}

  private record Projected(int events) implements Message {}

  private record Claimed(List<SessionKey> due) implements Message {}

  private record Failed(Throwable failure) implements Message {}

  private record LookAgain() implements Message {}

  private record LookedAgain(Throwable failure) implements Message {}

  /// Its collaborators and settings.
  ///
  /// @param idleTimeout after which a session that owes nothing is due to end
  /// @param wake makes a session, wherever it lives, do what it owes
  record Task(
      DueSettings due,
      DamageSettings damage,
      Duration idleTimeout,
      SessionIndex index,
      Consumer<SessionKey> wake,
      Clock clock) {}

  private DueSessions() {}

  /// @param singleton its name in the cluster
  /// @param idleTimeout after which a session that owes nothing is due to end
  /// @param wake makes a session, wherever it lives, do what it owes
  public static void init(
      ActorSystem<?> system,
      String singleton,
      DueSettings settings,
      DamageSettings damage,
      Duration idleTimeout,
      SessionIndex index,
      Consumer<SessionKey> wake,
      Clock clock) {
    var supervised =
        Behaviors.supervise(create(new Task(settings, damage, idleTimeout, index, wake, clock)))
            .onFailure(
                SupervisorStrategy.restartWithBackoff(settings.interval(), settings.lease(), 0.2));
    ClusterSingleton.get(system).init(SingletonActor.of(supervised, singleton));
  }

  static Behavior<Message> create(Task task) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> {
                  project(context, task);
                  lookAgain(context, task);
                  return Behaviors.receiveMessage(
                      message -> {
                        onMessage(context, timers, task, message);
                        return Behaviors.same();
                      });
                }));
  }

  private static void onMessage(
      ActorContext<Message> context, TimerScheduler<Message> timers, Task task, Message message) {
    var settings = task.due();
    switch (message) {
      case Look() -> project(context, task);
      case Projected(var events) when events >= settings.batch() -> project(context, task);
      case Projected _ -> claim(context, task);
      case Claimed(var due) -> {
        if (!due.isEmpty()) context.getLog().info("{} sessions are due", due.size());
        due.forEach(task.wake());
        if (due.size() >= settings.wakeMax()) claim(context, task);
        else timers.startSingleTimer(new Look(), settings.interval());
      }
      case Failed(var failure) -> {
        context.getLog().warn("the index of sessions is behind: {}", failure.toString());
        timers.startSingleTimer(new Look(), settings.interval().multipliedBy(4));
      }
      case LookAgain() -> lookAgain(context, task);
      case LookedAgain(var failure) -> {
        if (failure != null)
          context.getLog().warn("damaged sessions could not be checked: {}", failure.toString());
        timers.startSingleTimer(new LookAgain(), task.damage().interval());
      }
    }
  }

  private static void project(ActorContext<Message> context, Task task) {
    context.pipeToSelf(
        task.index().project(task.due().batch(), task.idleTimeout()),
        (events, failure) -> failure == null ? new Projected(events) : new Failed(failure));
  }

  /// A session that has just become due is most likely at work already: it is overdue only after
  /// the grace.
  private static void claim(ActorContext<Message> context, Task task) {
    var settings = task.due();
    var overdue = task.clock().instant().minus(settings.grace());
    context.pipeToSelf(
        task.index().claimDue(overdue, settings.lease(), settings.wakeMax()),
        (due, failure) -> failure == null ? new Claimed(due) : new Failed(failure));
  }

  /// Runs beside the rest: it may take long, and nothing waits for it.
  private static void lookAgain(ActorContext<Message> context, Task task) {
    var settings = task.damage();
    context.pipeToSelf(
        task.index()
            .lookAgain(
                task.clock().instant(),
                settings.interval(),
                settings.lookMax(),
                task.idleTimeout()),
        (_, failure) -> new LookedAgain(failure));
  }
}
