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

/// What a session whose journal is damaged still does: it says so to whoever asks, and has it taken
/// down, so that nobody wakes it in vain. It owes nothing that it could do.
final class Closed {
  private static final Logger LOG = LoggerFactory.getLogger(Closed.class);

  private final Damage damage;
  private final Runnable sleep;

  /// @param sleep has the session leave memory; who asks after that has the journal read again, for
  ///   it may have been mended
  Closed(Damage damage, Runnable sleep) {
    this.damage = damage;
    this.sleep = sleep;
  }

  Damage damage() {
    return damage;
  }

  /// Whoever takes it down raises the alarm, once.
  static void takeDown(SessionKey key, Damage damage, SessionIndex index, Instant now) {
    index
        .damaged(key, damage, now)
        .whenComplete(
            (isNew, failure) -> {
              if (failure != null)
                LOG.error(
                    "session {} is damaged: event {} is {}; it could not be taken down: {}",
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
      case SessionEntity.ShowTyping _,
          SessionEntity.ShowCall _,
          SessionEntity.PrepareReply _,
          SessionEntity.Unprepare _,
          SessionEntity.Wake _,
          SessionEntity.Sleep _,
          SessionEntity.Go _,
          SessionEntity.FromWithin _ -> {
        // nobody waits for an answer to these
      }
    }
  }
}
