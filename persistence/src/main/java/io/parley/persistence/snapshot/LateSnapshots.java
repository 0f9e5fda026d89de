package io.parley.persistence.snapshot;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Snapshots that are stored after their sessions went on: of each session the newest, the session
/// that has waited longest first. Sessions do not feel a slow database here, so these limits stand
/// for their patience. Thread safe.
final class LateSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(LateSnapshots.class);

  /// Sessions whose snapshot may wait. Each waiting state is held in memory.
  static final int WAITING_MAX = 1_000;

  /// Stored at once, on connections that the journal's writer and waking sessions need, too.
  static final int AT_ONCE = 2;

  /// @param state of a session; immutable
  record Late(SnapshotMetadata metadata, Object state) {}

  private final Function<Late, CompletionStage<?>> store;
  private final Executor executor;
  // by the session's persistence id
  private final LinkedHashMap<String, Late> waiting = new LinkedHashMap<>();
  private int underWay;

  /// @param store must complete each stage: one that does not takes a place for good
  /// @param executor begins the next ones, so that many that fail at once are no recursion
  LateSnapshots(Function<Late, CompletionStage<?>> store, Executor executor) {
    this.store = store;
    this.executor = executor;
  }

  /// Returns at once. A snapshot that is not stored is logged.
  void add(Late late) {
    if (!waits(late)) notStored(late, "%d others wait (expected: fewer)".formatted(WAITING_MAX));
    begin();
  }

  /// An older one of the same session is not needed any more: the newer one takes its place.
  private synchronized boolean waits(Late late) {
    var id = late.metadata().persistenceId();
    if (waiting.size() >= WAITING_MAX && !waiting.containsKey(id)) return false;
    waiting.put(id, late);
    return true;
  }

  private void begin() {
    next().ifPresent(this::store);
  }

  private synchronized Optional<Late> next() {
    if (underWay == AT_ONCE || waiting.isEmpty()) return Optional.empty();
    underWay++;
    return Optional.of(waiting.pollFirstEntry().getValue());
  }

  private void store(Late late) {
    var _ = stored(late).whenCompleteAsync((_, failure) -> ended(late, failure), executor);
  }

  private CompletionStage<?> stored(Late late) {
    try {
      return store.apply(late);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private void ended(Late late, Throwable failure) {
    if (failure != null) notStored(late, failure.toString());
    synchronized (this) {
      underWay--;
    }
    begin();
  }

  private static void notStored(Late late, String why) {
    LOG.warn(
        "snapshot {} of {} is not stored: {}",
        late.metadata().sequenceNr(),
        late.metadata().persistenceId(),
        why);
  }
}
