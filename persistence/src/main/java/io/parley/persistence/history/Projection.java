package io.parley.persistence.history;

import io.parley.core.journal.Damage;
import io.parley.core.session.LifecycleEvent.SessionArchived;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.feed.DamagedPages;
import io.parley.persistence.feed.DamagedPages.Owned;
import io.parley.persistence.feed.Feed;
import io.parley.persistence.feed.SharedRows;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.StoredEvent;
import io.parley.persistence.memory.MemoryProjection;
import io.parley.persistence.result.JdbcToolResults;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps of the index along the journal, each in a transaction: the next events in the order of
/// commit, folded into the rows of their sessions, their memories, their calls in doubt, their dead
/// letters, and the offset after them.
final class Projection {
  private static final Logger LOG = LoggerFactory.getLogger(Projection.class);

  private final Feed feed;
  private final MemoryProjection memories;
  private final IndexRows rows = new IndexRows();

  Projection(EventBytes bytes, SharedRows shared, MemoryProjection memories) {
    this.feed = new Feed(Feed.SESSION_INDEX, bytes, shared);
    this.memories = memories;
  }

  /// @param events number of events; as many as were asked for where there may be more
  /// @param found sessions that this step could not advance
  /// @param ownerless rows that could not be read at all, so that their sessions are unknown
  record Step(int events, Map<SessionKey, Damage> found, int ownerless) {}

  Step advance(Connection connection, int max, Duration idleTimeout) throws SQLException {
    var next = feed.next(connection, feed.locked(connection), max);
    var entries = next.entries();
    if (entries.isEmpty()) return new Step(0, Map.of(), 0);
    var keys = entries.stream().flatMap(entry -> entry.key().stream()).distinct().toList();
    var batch = rows.read(connection, keys);
    for (var entry : entries)
      if (entry.key().isPresent()) take(connection, batch, entry.key().get(), entry.event());
    if (batch.beginningGone() > 0)
      LOG.warn(
          "{} events are not indexed: the first events of their sessions are gone",
          batch.beginningGone());
    rows.save(connection, batch, idleTimeout);
    feed.advance(connection, entries.getLast().at());
    return new Step(next.count(max), batch.found(), 0);
  }

  /// The damage on which a step failed. Changes nothing.
  DamagedPages.Found obstacle(Connection connection, int max) throws SQLException {
    return feed.obstacle(connection, max);
  }

  /// A step up to the damage, or past it when it is directly ahead.
  Step past(Connection connection, DamagedPages.Found obstacle, Duration idleTimeout)
      throws SQLException {
    // another node was faster
    if (!feed.locked(connection).equals(obstacle.from())) return new Step(0, Map.of(), 0);
    if (obstacle.rows().isEmpty())
      return DamagedPage.byIndex(
          connection, careful -> advance(careful, obstacle.readable(), idleTimeout));
    var owners = obstacle.rows().stream().flatMap(row -> row.owner().stream()).toList();
    var batch = rows.read(connection, owners.stream().map(Owned::key).distinct().toList());
    for (var owned : owners) batch.take(owned.key(), StoredEvent.unread(owned.seq()));
    feed.advance(connection, obstacle.rows().getLast().at());
    return new Step(0, batch.found(), obstacle.rows().size() - owners.size());
  }

  /// Projects the events that were left out of a repaired session.
  ///
  /// @param last number of its last event
  /// @return damage that it still has
  Optional<Damage> catchUp(
      Connection connection, SessionKey key, long last, int page, Duration idleTimeout)
      throws SQLException {
    var reached = feed.locked(connection);
    var batch = rows.read(connection, List.of(key));
    while (true) {
      long held = batch.row(key) == null ? 0 : batch.row(key).listing().seq();
      // the journal once had more events than now
      if (held > last) return Optional.of(new Damage(last + 1, Damage.Category.MISSING));
      var passed = feed.passed(connection, key, held, reached, page);
      if (!passed.isEmpty() && passed.getFirst().seq() != held + 1)
        return Optional.of(new Damage(held + 1, Damage.Category.MISSING));
      for (var event : passed) take(connection, batch, key, event);
      if (!batch.found().isEmpty()) return Optional.of(batch.found().get(key));
      if (passed.size() < page) break;
    }
    rows.save(connection, batch, idleTimeout);
    return Optional.empty();
  }

  private void take(Connection connection, IndexBatch batch, SessionKey key, StoredEvent event)
      throws SQLException {
    if (!batch.take(key, event)) return;
    var listing = batch.row(key).listing();
    var recorded = event.recorded().orElseThrow();
    memories.take(connection, key, listing.agent(), listing.customer(), recorded);
    CallsInDoubt.take(connection, key, recorded);
    UndeliveredCalls.take(connection, key, recorded);
    if (recorded.event() instanceof SessionArchived) JdbcToolResults.delete(connection, key);
  }
}
