package io.parley.voice.flow;

import io.parley.core.model.Cancellable;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;

/// Does something later. What it does is short and never waits.
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
