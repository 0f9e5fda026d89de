package io.parley.sessions.entity;

import io.parley.core.session.Decision.Action;
import io.parley.core.session.SessionKey;
import io.parley.sessions.entity.SessionEntity.Gone;
import io.parley.sessions.entity.SessionEntity.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// A session's child actors, one for each errand, by the errand's name; and what is to be done when
/// one of them is through.
final class Children {
  private final ActorContext<Message> context;
  private final SessionKey key;
  private final Map<String, ActorRef<?>> running = new HashMap<>();
  private final Map<String, Action> next = new HashMap<>();

  Children(ActorContext<Message> context, SessionKey key) {
    this.context = context;
    this.key = key;
  }

  boolean isAt(String errand) {
    return running.containsKey(errand);
  }

  int count() {
    return running.size();
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /// @param consequence of its end without a result
  <T> ActorRef<T> run(String errand, Behavior<T> behavior, Optional<Consequence> consequence) {
    var child = context.spawn(behavior, errand);
    running.put(errand, child);
    context.watchWith(child, new Gone(errand, child, consequence));
    return child;
  }

  /// `child`, which was at another errand, is at this one from now on.
  void move(String from, String to, ActorRef<?> child, Optional<Consequence> consequence) {
    running.remove(from, child);
    running.put(to, child);
    context.unwatch(child);
    context.watchWith(child, new Gone(to, child, consequence));
  }

  /// The errand is still at something older; `action` is for afterwards.
  void afterwards(String errand, Action action) {
    next.put(errand, action);
  }

  /// What waited for the end of this errand.
  List<Action> nextAfter(String errand) {
    return Optional.ofNullable(next.remove(errand)).map(List::of).orElse(List.of());
  }

  /// @return whether `child` was the one at this errand
  boolean gone(String errand, ActorRef<?> child) {
    return running.remove(errand, child);
  }

  /// After a restart: they are gone with the actor that they served.
  void forget() {
    running.clear();
    next.clear();
  }

  /// What a child logs says where it belongs.
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
