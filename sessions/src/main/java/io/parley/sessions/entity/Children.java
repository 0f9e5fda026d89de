package io.parley.sessions.entity;

import io.parley.core.session.Decision.Action;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.entity.SessionEntity.Gone;
import io.parley.sessions.entity.SessionEntity.Message;
import io.parley.sessions.fault.Contained;
import io.parley.sessions.fault.Contained.Extent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// A session's child actors, one for each task, by the task's name; and the work to do when one of
/// them stops.
final class Children {
  private final ActorContext<Message> context;
  private final SessionKey key;
  private final Faults faults;
  private final Map<String, Job> running = new HashMap<>();
  private final Map<String, Action> next = new HashMap<>();

  /// @param consequence of stopping without a result
  private record Job(ActorRef<?> child, Optional<Consequence> consequence) {}

  Children(ActorContext<Message> context, SessionKey key, Faults faults) {
    this.context = context;
    this.key = key;
    this.faults = faults;
  }

  /// The actor that all of them work for.
  ActorRef<Message> parent() {
    return context.getSelf();
  }

  boolean isRunning(String task) {
    return running.containsKey(task);
  }

  int count() {
    return running.size();
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /// @param extent of the errors that end the child and not the node
  /// @param consequence of stopping without a result
  <T> ActorRef<T> run(
      String task, Extent extent, Behavior<T> behavior, Optional<Consequence> consequence) {
    var alarm = faults.of(work(task));
    var child = context.spawn(Contained.of(extent, alarm, behavior), task);
    running.put(task, new Job(child, consequence));
    context.watchWith(child, new Gone(task, child, consequence));
    return child;
  }

  /// `child` moves from another task to this one.
  void move(String from, String to, ActorRef<?> child, Optional<Consequence> consequence) {
    gone(from, child);
    running.put(to, new Job(child, consequence));
    context.unwatch(child);
    context.watchWith(child, new Gone(to, child, consequence));
  }

  /// The task still runs for an earlier action; `action` follows afterwards.
  void afterwards(String task, Action action) {
    next.put(task, action);
  }

  /// Actions that waited for the end of this task.
  List<Action> nextAfter(String task) {
    return Optional.ofNullable(next.remove(task)).map(List::of).orElse(List.of());
  }

  /// @return whether `child` ran this task
  boolean gone(String task, ActorRef<?> child) {
    return isRunning(task)
        && running.get(task).child().equals(child)
        && running.remove(task) != null;
  }

  /// The task's kind, without its number.
  private static String work(String task) {
    int dash = task.indexOf('-');
    return dash < 0 ? task : task.substring(0, dash);
  }

  /// After a restart: the children stopped with the actor that they served.
  void forget() {
    running.clear();
    next.clear();
  }

  /// Log lines of a child name its session.
  <T> Behavior<T> ofTurn(int turn, Class<T> messages, Behavior<T> behavior) {
    return Behaviors.withMdc(
        messages,
        Map.of(
            "tenant", key.tenant().value(),
            "session", key.session().value(),
            "turn", Integer.toString(turn)),
        behavior);
  }
}
