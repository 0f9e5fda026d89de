package io.parley.persistence.feed;

import io.parley.core.feed.FeedEvent;
import io.parley.core.feed.FeedHandler;
import io.parley.core.feed.Feeds;
import io.parley.core.journal.Damage;
import io.parley.core.journal.DamageListener;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Database;
import io.parley.persistence.feed.FeedSteps.Batch;
import io.parley.persistence.feed.FeedSteps.Rest;
import io.parley.persistence.journal.EventBytes;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds over the journal's table. No transaction is open while a handler runs, so a slow one
/// blocks nothing. Any number of nodes may advance a feed: each position is passed once, and events
/// that two nodes have read by then are delivered twice.
public final class JdbcFeeds implements Feeds {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcFeeds.class);

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  private final Database database;
  private final Map<String, FeedHandler> handlers = new LinkedHashMap<>();
  private final Map<String, FeedSteps> steps = new LinkedHashMap<>();
  private final DamageListener listener;
  private final InstantSource clock;

  /// Beside no other reader of the same database.
  ///
  /// @param listener notified of damaged sessions
  /// @throws IllegalArgumentException when a name is used twice, or is malformed
  public JdbcFeeds(
      Database database,
      EventBytes bytes,
      List<FeedHandler> handlers,
      DamageListener listener,
      InstantSource clock) {
    this(database, bytes, SharedRows.none(), handlers, listener, clock);
  }

  /// @param shared by all readers of the same database
  /// @param listener notified of damaged sessions
  /// @throws IllegalArgumentException when a name is used twice, or is malformed
  public JdbcFeeds(
      Database database,
      EventBytes bytes,
      SharedRows shared,
      List<FeedHandler> handlers,
      DamageListener listener,
      InstantSource clock) {
    this.database = database;
    this.listener = listener;
    this.clock = clock;
    for (var handler : handlers) {
      var name = handler.feed();
      if (!NAME.matcher(name).matches())
        throw new IllegalArgumentException(
            "feed %s: malformed name (expected: %s)".formatted(name, NAME));
      if (name.equals(Feed.SESSION_INDEX) || this.handlers.put(name, handler) != null)
        throw new IllegalArgumentException(
            "feed %s: duplicate name (expected: one that no other feed has)".formatted(name));
      steps.put(name, new FeedSteps(name, bytes, shared));
    }
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(handlers.keySet());
  }

  @Override
  public CompletionStage<Integer> advance(String feed, int max) {
    var of = steps.get(feed);
    if (of == null)
      return CompletableFuture.failedStage(
          new IllegalArgumentException(
              "feed %s: no such feed (expected: one of %s)".formatted(feed, handlers.keySet())));
    return ahead(of, max)
        .thenCompose(batch -> batch.isPresent() ? pass(feed, batch.get()) : none())
        .thenCompose(
            passed ->
                passed >= max ? CompletableFuture.completedStage(passed) : rest(feed, passed, max));
  }

  private CompletionStage<Optional<Batch>> ahead(FeedSteps of, int max) {
    return database
        .acrossTenants(connection -> of.ahead(connection, max))
        .exceptionallyCompose(
            failure ->
                DamagedPage.in(failure)
                    ? database.acrossTenants(connection -> of.aheadOfDamage(connection, max))
                    : CompletableFuture.failedStage(failure));
  }

  private static CompletionStage<Integer> none() {
    return CompletableFuture.completedStage(0);
  }

  private CompletionStage<Integer> pass(String feed, Batch batch) {
    return deliver(feed, batch.sorted().events())
        .thenCompose(
            _ ->
                database.acrossTenants(
                    connection -> steps.get(feed).pass(connection, batch, clock.instant())))
        .thenApply(
            passed -> {
              if (passed.isEmpty()) return 0;
              passed.get().forEach(listener::found);
              // the index raises the alarm; this line names the consumer that missed them
              if (batch.ownerless() > 0)
                LOG.warn(
                    "feed {} has passed {} rows of the journal that PostgreSQL refuses to read",
                    feed,
                    batch.ownerless());
              return batch.read();
            });
  }

  /// @return `max` when there may be more
  private CompletionStage<Integer> rest(String feed, int passed, int max) {
    return database
        .acrossTenants(connection -> steps.get(feed).rest(connection, max))
        .thenCompose(
            rest ->
                rest.isPresent()
                    ? catchUp(feed, rest.get()).thenApply(_ -> max)
                    : CompletableFuture.completedStage(passed));
  }

  private CompletionStage<Map<SessionKey, Damage>> catchUp(String feed, Rest rest) {
    return deliver(feed, rest.events())
        .thenCompose(
            _ ->
                database.acrossTenants(
                    connection -> steps.get(feed).caughtUp(connection, rest, clock.instant())))
        .whenComplete(
            (found, _) -> {
              if (found != null) found.forEach(listener::found);
            });
  }

  private CompletionStage<Void> deliver(String feed, List<FeedEvent> events) {
    if (events.isEmpty()) return CompletableFuture.completedStage(null);
    try {
      return handlers.get(feed).deliver(events);
    } catch (RuntimeException thrown) {
      return CompletableFuture.failedStage(thrown);
    }
  }
}
