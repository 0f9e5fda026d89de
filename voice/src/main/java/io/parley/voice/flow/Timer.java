package io.parley.voice.flow;

import io.parley.core.model.Cancellable;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;

/// Runs a task later. Tasks are short and never block.
@FunctionalInterface
public interface Timer {
  Cancellable after(Duration delay, Runnable task);

  /// By the scheduler of an actor system, on its default dispatcher.
  static Timer of(ActorSystem<?> system) {
    return (delay, task) -> {
      var waiting = system.scheduler().scheduleOnce(delay, task, system.executionContext());
      return waiting::cancel;
    };
  }
}
