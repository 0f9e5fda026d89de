package io.parley.sessions.entity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/// Reminds a session that no message has come for a while, as Pekko's receive timeout does. That
/// one cancels a timer and begins another at every message, some ten times a turn, and cancelled
/// ones stay in the scheduler until its wheel comes round (`LightArrayRevolverScheduler`). This one
/// only remembers the time of the newest message, and looks at it when its one timer ends. Lives
/// inside the session's actor and in its thread.
final class QuietTimer {
  private final Function<Duration, Cancellable> reminder;
  private final long afterMillis;
  private final InstantSource clock;
  private Cancellable timer = Cancellable.alreadyCancelled();
  private long newest;

  /// @param reminder sends an `Idle` after this time
  QuietTimer(Function<Duration, Cancellable> reminder, Duration after, InstantSource clock) {
    this.reminder = reminder;
    this.afterMillis = after.toMillis();
    this.clock = clock;
  }

  static QuietTimer of(
      ActorContext<SessionEntity.Message> context, Duration after, InstantSource clock) {
    return new QuietTimer(
        in -> context.scheduleOnce(in, context.getSelf(), new SessionEntity.Idle()), after, clock);
  }

  void begin() {
    newest = clock.millis();
    remind(afterMillis);
  }

  /// A session that leaves needs no reminder.
  void took(SessionEntity.Message message) {
    if (message instanceof SessionEntity.Sleep || message instanceof SessionEntity.Forget)
      timer.cancel();
    if (!(message instanceof SessionEntity.Idle)) newest = clock.millis();
  }

  /// Whether no message has come for as long as that, asked when it reminds. It will remind again,
  /// when that may next be so.
  boolean isOver() {
    long now = clock.millis();
    // the clock may have been put back
    newest = Math.min(newest, now);
    long left = newest + afterMillis - now;
    remind(left > 0 ? left : afterMillis);
    return left <= 0;
  }

  private void remind(long millis) {
    timer.cancel();
    timer = reminder.apply(Duration.ofMillis(millis));
  }
}
