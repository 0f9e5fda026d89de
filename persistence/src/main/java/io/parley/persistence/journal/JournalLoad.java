package io.parley.persistence.journal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/// The load of this node's journals, of all databases together: how long their newest writes took,
/// from submission to commit, and how many wait. One per actor system, because Pekko creates the
/// journals. Thread safe, and cheap to write to.
public final class JournalLoad implements Extension {
  private static final int NEWEST = 1_024;

  private final AtomicLongArray newest = new AtomicLongArray(NEWEST);
  private final AtomicLong writes = new AtomicLong();
  private final Map<String, Queue> queues = new ConcurrentHashMap<>();
  private volatile LongConsumer listener = _ -> {};

  private JournalLoad() {}

  private record Queue(IntSupplier length, int max) {}

  /// @param writes since the start; @param waiting writes that no thread has taken, of `waitingMax`
  /// @param latency of the newest writes; empty when there was none
  public record Load(long writes, int waiting, int waitingMax, Optional<Latency> latency) {}

  /// @param of how many writes
  public record Latency(int of, Duration median, Duration p99, Duration longest) {}

  public static JournalLoad of(ActorSystem system) {
    return Id.INSTANCE.get(system);
  }

  public Load now() {
    long all = writes.get();
    int held = (int) Math.min(all, NEWEST);
    return new Load(all, waiting(), waitingMax(), held == 0 ? Optional.empty() : latency(held));
  }

  /// Writes that no thread has taken.
  public int waiting() {
    return queues.values().stream().mapToInt(queue -> queue.length().getAsInt()).sum();
  }

  /// How many may wait; 0 before the journal's first use.
  public int waitingMax() {
    return queues.values().stream().mapToInt(Queue::max).sum();
  }

  /// @param listener receives the duration of each write from now on, in nanoseconds; called by the
  ///   journal's own threads, so it must be quick
  public void listen(LongConsumer listener) {
    this.listener = listener;
  }

  private Optional<Latency> latency(int held) {
    var nanos = new long[held];
    for (int i = 0; i < held; i++) nanos[i] = newest.get(i);
    Arrays.sort(nanos);
    return Optional.of(
        new Latency(
            held,
            Duration.ofNanos(nanos[held / 2]),
            Duration.ofNanos(nanos[Math.min(held - 1, held * 99 / 100)]),
            Duration.ofNanos(nanos[held - 1])));
  }

  /// @param database of the journal; one that is begun again takes the place of the one before
  void queue(String database, IntSupplier length, int max) {
    queues.put(database, new Queue(length, max));
  }

  void written(long nanos) {
    newest.set((int) (writes.getAndIncrement() % NEWEST), nanos);
    listener.accept(nanos);
  }

  private static final class Id extends AbstractExtensionId<JournalLoad> {
    private static final Id INSTANCE = new Id();

    @Override
    public JournalLoad createExtension(ExtendedActorSystem system) {
      return new JournalLoad();
    }
  }
}
