package io.parley.knowledge.index;

import io.parley.core.tenant.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the index of one tenant that answers, and its successor while one is being built. The
/// first use opens it; changes of the articles come by [#noticed].
final class Shelf {
  private static final Logger log = LoggerFactory.getLogger(Shelf.class);

  /// An index of an earlier start answers after this time, even if the articles cannot be read.
  private static final Duration UNCHECKED_AFTER = Duration.ofSeconds(1);

  private final TenantId tenant;
  private final TenantIndexes indexes;
  private final VectorWork vectors;
  private final Executor work;
  private final CompletableFuture<Void> released;

  // all guarded by this
  private CompletableFuture<TenantIndex> answering;
  private Optional<TenantIndex> opened = Optional.empty();
  private Optional<TenantIndex> successor = Optional.empty();
  private boolean following;
  private boolean again;
  private boolean warned;
  private boolean closed;
  private long openedAt;

  /// @param work for changes; its threads may block
  /// @param released completes when the files can be opened
  Shelf(
      TenantId tenant,
      TenantIndexes indexes,
      VectorWork vectors,
      Executor work,
      CompletableFuture<Void> released) {
    this.tenant = tenant;
    this.indexes = indexes;
    this.vectors = vectors;
    this.work = work;
    this.released = released;
  }

  /// The index that answers, or the opening of it. A failed opening is tried again. Fails with a
  /// [KnowledgeFailure].
  synchronized CompletableFuture<TenantIndex> index() {
    if (closed) throw new RejectedExecutionException("the index is closed");
    if (answering == null || answering.isCompletedExceptionally()) {
      openedAt = System.nanoTime();
      answering =
          released
              .thenApplyAsync(_ -> open(), work)
              .thenCompose(this::brought)
              .exceptionally(
                  failure -> {
                    throw KnowledgeFailure.of(failure, "no index could be built");
                  });
    }
    return answering;
  }

  /// How long ago the index was opened.
  synchronized Duration age() {
    return Duration.ofNanos(System.nanoTime() - openedAt);
  }

  /// @param version of the articles, now
  synchronized void noticed(long version) {
    if (closed || !answering()) return;
    boolean stale = all().stream().anyMatch(index -> index.version() != version || !index.isOpen());
    if (!stale) return;
    // a change during a round may have come too late for it
    again = true;
    if (following) return;
    following = true;
    work.execute(this::rounds);
  }

  /// Its files can be opened again afterwards. Blocks until changes under way have ended.
  void close() {
    List<TenantIndex> open;
    synchronized (this) {
      closed = true;
      open = all();
    }
    open.forEach(this::close);
  }

  private TenantIndex open() {
    try {
      var current = indexes.current(tenant);
      try {
        var predecessor = indexes.predecessor(tenant, current);
        var first = predecessor.orElse(current);
        hold(first, predecessor.map(_ -> current));
        return first;
      } catch (IOException | RuntimeException e) {
        close(current);
        throw e;
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private synchronized void hold(TenantIndex first, Optional<TenantIndex> next) {
    opened = Optional.of(first);
    successor = next;
    if (!closed) return;
    all().forEach(this::close);
    throw new RejectedExecutionException("the index is closed");
  }

  /// Brings a new index up to date before it answers, and one of an earlier start if that is quick.
  private CompletableFuture<TenantIndex> brought(TenantIndex first) {
    var up = CompletableFuture.runAsync(() -> bring(first), work);
    if (!first.inherited()) return up.thenApply(_ -> first);
    return up.copy()
        .completeOnTimeout(null, UNCHECKED_AFTER.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(_ -> first);
  }

  private void bring(TenantIndex first) {
    try {
      first.follow();
      vectors.begin(first, this::completed);
      work.execute(() -> settle(first));
    } catch (IOException | RuntimeException failure) {
      if (first.inherited()) warn(failure);
      else {
        discard();
        throw new CompletionException(failure);
      }
    }
  }

  /// Work that need not be done before the first answer.
  private void settle(TenantIndex first) {
    try {
      if (first.inherited()) first.compare();
      vectors.begin(first, this::completed);
      Optional<TenantIndex> next;
      synchronized (this) {
        next = successor;
      }
      if (next.isPresent()) follow(next.get());
    } catch (IOException | RuntimeException failure) {
      warn(failure);
    }
  }

  private void rounds() {
    List<TenantIndex> indexed;
    do {
      synchronized (this) {
        again = false;
        indexed = all();
      }
      try {
        for (var index : indexed) follow(index);
        synchronized (this) {
          warned = false;
        }
      } catch (IOException | RuntimeException failure) {
        warn(failure);
      }
    } while (more());
  }

  private synchronized boolean more() {
    following = again && !closed;
    return following;
  }

  private void follow(TenantIndex index) throws IOException {
    if (!index.isOpen()) discard();
    else {
      index.follow();
      vectors.begin(index, this::completed);
    }
  }

  /// A successor answers as soon as it has all vectors.
  private void completed(TenantIndex index) {
    TenantIndex replaced;
    synchronized (this) {
      if (closed || !successor.equals(Optional.of(index))) return;
      replaced = opened.orElseThrow();
      // it would show articles that are gone; its own next change brings it here again
      if (index.version() < replaced.version()) return;
      opened = Optional.of(index);
      successor = Optional.empty();
      answering = CompletableFuture.completedFuture(index);
    }
    log.info(
        "knowledge of tenant {}: the index of {} replaces the one of {}",
        tenant,
        index.embedder().id(),
        replaced.embedder().id());
    try {
      indexes.delete(tenant, replaced);
    } catch (IOException e) {
      log.warn("a replaced knowledge index cannot be deleted", e);
    }
  }

  /// The next use opens the files again.
  private void discard() {
    List<TenantIndex> dropped;
    synchronized (this) {
      dropped = all();
      opened = Optional.empty();
      successor = Optional.empty();
      if (answering != null && answering.isDone()) answering = null;
    }
    dropped.forEach(this::close);
  }

  /// A failed change leaves the old index in place: a slightly old answer beats none. It is told
  /// once, until changes come through again.
  private void warn(Throwable failure) {
    if (KnowledgeFailure.isRefused(failure) || failure instanceof AlreadyClosedException) return;
    synchronized (this) {
      if (warned || closed) return;
      warned = true;
    }
    log.warn("knowledge of tenant {} cannot be brought up to date", tenant, failure);
  }

  private void close(TenantIndex index) {
    try {
      index.close();
    } catch (IOException | RuntimeException e) {
      log.warn("the knowledge index of tenant {} cannot be closed", tenant, e);
    }
  }

  private boolean answering() {
    return answering != null && answering.isDone() && !answering.isCompletedExceptionally();
  }

  private synchronized List<TenantIndex> all() {
    return Stream.concat(opened.stream(), successor.stream()).toList();
  }
}
