package io.parley.sessions.entity;

import io.parley.core.journal.Damage;
import io.parley.core.journal.SessionIndex;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionInspection;
import io.parley.sessions.listener.ToReader;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Behavior of a session whose journal is damaged: it answers every request with the damage, and
/// records the damage in the index, so that it is not woken in vain. It does nothing that it owes.
final class Closed {
  private static final Logger LOG = LoggerFactory.getLogger(Closed.class);

  private final Damage damage;
  private final Runnable sleep;

  /// @param sleep makes the session leave memory; the next request reads the journal again, which
  ///   may have been repaired
  Closed(Damage damage, Runnable sleep) {
    this.damage = damage;
    this.sleep = sleep;
  }

  Damage damage() {
    return damage;
  }

  /// The index raises the alarm when it records the damage, once.
  static void recordDamage(SessionKey key, Damage damage, SessionIndex index, Instant now) {
    index
        .damaged(key, damage, now)
        .whenComplete(
            (isNew, failure) -> {
              if (failure != null)
                LOG.error(
                    "session {} is damaged: event {} is {}; it could not be recorded in the index:"
                        + " {}",
                    key,
                    damage.seq(),
                    damage.category(),
                    failure.toString());
              else if (!isNew)
                LOG.info(
                    "session {} is still damaged: event {} is {}",
                    key,
                    damage.seq(),
                    damage.category());
            });
  }

  void answer(SessionEntity.Message message) {
    switch (message) {
      case SessionEntity.Ask ask -> ask.replyTo().tell(new Answer.Damaged(damage));
      case SessionEntity.View(var replyTo) ->
          replyTo.tell(new SessionEntity.Viewed(Optional.empty(), Optional.of(damage)));
      case SessionEntity.Listen(var reader) -> reader.tell(new ToReader.Damaged(damage));
      case SessionEntity.Inspect(var replyTo) -> replyTo.tell(SessionInspection.damaged(damage));
      case SessionEntity.Idle() -> sleep.run();
      case SessionEntity.Forget(var replyTo) -> {
        replyTo.tell(new SessionEntity.Forgotten());
        sleep.run();
      }
      case SessionEntity.ShowTyping _,
          SessionEntity.ShowCall _,
          SessionEntity.FillForm _,
          SessionEntity.PrepareReply _,
          SessionEntity.Unprepare _,
          SessionEntity.Wake _,
          SessionEntity.Sleep _,
          SessionEntity.Go _,
          SessionEntity.FromWithin _ -> {
        // these need no answer
      }
    }
  }
}
