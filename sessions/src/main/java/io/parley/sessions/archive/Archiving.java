package io.parley.sessions.archive;

import io.parley.core.journal.Archive;
import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.journal.Damage;
import io.parley.core.journal.DamagedJournal;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.sessions.SessionSettings.ArchivingSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/// Stores the archive of one session, with growing pauses while the storage is out of reach. After
/// some tries it stops: the session goes to sleep, and is woken to try again, across restarts too.
public final class Archiving {

  public sealed interface Message {}

  private record Stored(ArchiveReceipt receipt) implements Message {}

  private record Failed(Throwable failure) implements Message {}

  private record Again() implements Message {}

  /// @param lastSeq number of the last event that belongs into the archive
  public record Task(SessionKey key, long lastSeq, Instant endedAt) {}

  private Archiving() {}

  /// @param damaged called when there are events that cannot be archived
  public static Behavior<Message> create(
      Task task,
      Archive archive,
      ArchivingSettings settings,
      ActorRef<SessionCommand> session,
      Consumer<Damage> damaged,
      Clock clock) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> {
                  store(context, task, archive);
                  return storing(task, archive, settings, session, damaged, clock, timers, 1);
                }));
  }

  private static Behavior<Message> storing(
      Task task,
      Archive archive,
      ArchivingSettings settings,
      ActorRef<SessionCommand> session,
      Consumer<Damage> damaged,
      Clock clock,
      TimerScheduler<Message> timers,
      int attempt) {
    return Behaviors.receive(
        (context, message) ->
            switch (message) {
              case Stored(var receipt) -> {
                var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                session.tell(
                    new SessionCommand.RecordArchive(
                        task.lastSeq(), receipt.bytes(), receipt.sha256(), receipt.ref(), at));
                yield Behaviors.stopped();
              }
              case Failed(var failure) when DamagedJournal.in(failure).isPresent() -> {
                // a retry would read the same events, so the session need not be woken for it
                damaged.accept(DamagedJournal.in(failure).get());
                yield Behaviors.stopped();
              }
              case Failed(var failure) -> {
                context.getLog().warn("archive, attempt {}: {}", attempt, failure.toString());
                if (attempt >= settings.attempts()) yield Behaviors.stopped();
                timers.startSingleTimer(
                    new Again(), settings.backoff().after(attempt, ThreadLocalRandom.current()));
                yield Behaviors.same();
              }
              case Again() -> {
                store(context, task, archive);
                yield storing(
                    task, archive, settings, session, damaged, clock, timers, attempt + 1);
              }
            });
  }

  private static void store(ActorContext<Message> context, Task task, Archive archive) {
    context.pipeToSelf(
        archive.store(task.key(), task.lastSeq(), task.endedAt()),
        (receipt, failure) -> failure == null ? new Stored(receipt) : new Failed(failure));
  }
}
