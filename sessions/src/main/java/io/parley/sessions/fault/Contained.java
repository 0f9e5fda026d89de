package io.parley.sessions.fault;

import io.parley.core.fault.WorkFailed;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// An actor that fails, as by any exception, when its work throws an error of Java that concerns
/// nothing else. Otherwise Pekko would end the JVM.
public final class Contained<T> extends BehaviorInterceptor<T, T> {

  /// Receives errors, on the actor's thread.
  public interface Alarm {
    /// The actor fails with it, and stops.
    void contained(WorkFailed failed);

    /// The same, and the node ends as well.
    default void fatal(WorkFailed failed) {}
  }

  /// The errors that an actor contains.
  public enum Extent {
    /// Those after which the JVM is as sound as before.
    SURVIVABLE,
    /// All. For work during which a node has ended already: if it throws a fatal error, the node
    /// that retries it survives.
    EVERYTHING
  }

  private final Extent extent;
  private final Alarm alarm;

  // with the class of all messages: the journal's own do not belong to the actor's protocol
  @SuppressWarnings("unchecked")
  private Contained(Extent extent, Alarm alarm) {
    super((Class<T>) Object.class);
    this.extent = extent;
    this.alarm = alarm;
  }

  /// @param behavior of the actor, its start included
  public static <T> Behavior<T> of(Extent extent, Alarm alarm, Behavior<T> behavior) {
    return Behaviors.intercept(() -> new Contained<>(extent, alarm), behavior);
  }

  @Override
  public Behavior<T> aroundStart(TypedActorContext<T> context, PreStartTarget<T> target) {
    return contained(() -> target.start(context));
  }

  @Override
  public Behavior<T> aroundReceive(
      TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
    return contained(() -> target.apply(context, message));
  }

  @Override
  public Behavior<T> aroundSignal(
      TypedActorContext<T> context, Signal signal, SignalTarget<T> target) {
    return contained(() -> target.apply(context, signal));
  }

  private Behavior<T> contained(Supplier<Behavior<T>> work) {
    try {
      return work.get();
    } catch (WorkFailed failed) {
      alarm.contained(failed);
      throw failed;
    } catch (Error error) {
      var failed = WorkFailed.by(error);
      if (extent == Extent.EVERYTHING || WorkFailed.isSurvivable(error)) {
        alarm.contained(failed);
        throw failed;
      }
      alarm.fatal(failed);
      escalate(error);
      throw failed;
    }
  }

  /// Makes Pekko end the JVM as if the error had escaped, but on another thread: an actor from
  /// which it really escapes neither fails nor stops, so that no consequence follows, and the
  /// node's orderly shutdown waits for it.
  private static void escalate(Error error) {
    Thread.ofPlatform()
        .name("fatal-error")
        .uncaughtExceptionHandler(Thread.currentThread().getUncaughtExceptionHandler())
        .start(
            () -> {
              throw error;
            });
  }
}
