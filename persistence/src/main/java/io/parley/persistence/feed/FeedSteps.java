package io.parley.persistence.feed;

import io.parley.core.feed.FeedEvent;
import io.parley.core.journal.Damage;
import io.parley.core.tenant.SessionKey;
import io.parley.persistence.database.DamagedPage;
import io.parley.persistence.database.Sql;
import io.parley.persistence.journal.EventBytes;
import io.parley.persistence.journal.StoredEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Steps of one feed along the journal. Events are read in one transaction, delivered, and passed
/// in another one, unless another node has passed them meanwhile. Events that a batch leaves out
/// are recorded as they are passed.
final class FeedSteps {
  private final Feed feed;
  private final FeedGaps gaps;

  FeedSteps(String name, EventBytes bytes, SharedRows shared) {
    this.feed = new Feed(name, bytes, shared);
    this.gaps = new FeedGaps(name);
  }

  /// Events ahead.
  ///
  /// @param to the feed's position once they are passed
  /// @param read the number of rows, those included that are not delivered; as many as were asked
  ///   for where there may be more
  /// @param ownerless rows that could not be read at all, so that their sessions are unknown
  record Batch(Offset from, Offset to, int read, SortedEvents sorted, int ownerless) {
    Batch counted(int rows) {
      return new Batch(from, to, rows, sorted, ownerless);
    }
  }

  /// Events that were left out of a session which has been repaired.
  ///
  /// @param from its first number; @param reached the feed's position when it was read
  /// @param damage why it ends early, if it does
  /// @param isAll whether no event of it was left up to there
  record Rest(
      FeedGaps.Gap from,
      Offset reached,
      List<FeedEvent> events,
      Optional<Damage> damage,
      boolean isAll) {}

  /// @return empty when the feed has caught up
  Optional<Batch> ahead(Connection connection, int max) throws SQLException {
    var from = feed.reached(connection);
    var next = feed.next(connection, from, max);
    var entries = next.entries();
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(batch(connection, from, entries.getLast().at(), entries, next.count(max), 0));
  }

  /// The same where a damaged page is ahead: events up to it, or else the rows on it. There may be
  /// more after either.
  Optional<Batch> aheadOfDamage(Connection connection, int max) throws SQLException {
    var found = feed.obstacle(connection, max);
    if (found.readable() > 0)
      return DamagedPage.byIndex(connection, careful -> ahead(careful, found.readable()))
          .map(batch -> batch.counted(max));
    if (found.rows().isEmpty()) return Optional.empty();
    var entries = new ArrayList<Entry>();
    for (var row : found.rows())
      row.owner()
          .ifPresent(
              owned ->
                  entries.add(
                      new Entry(
                          row.at(), Optional.of(owned.key()), StoredEvent.unread(owned.seq()), 0)));
    return Optional.of(
        batch(
            connection,
            found.from(),
            found.rows().getLast().at(),
            entries,
            max,
            found.rows().size() - entries.size()));
  }

  private Batch batch(
      Connection connection, Offset from, Offset to, List<Entry> entries, int read, int ownerless)
      throws SQLException {
    var sorted = gaps.sort(connection, entries);
    for (var entry : entries) entry.key().ifPresent(key -> sorted.take(key, entry.event()));
    return new Batch(from, to, read, sorted, ownerless);
  }

  /// @return damages that were not known; empty when another node was faster
  Optional<Map<SessionKey, Damage>> pass(Connection connection, Batch batch, Instant now)
      throws SQLException {
    if (!feed.locked(connection).equals(batch.from())) return Optional.empty();
    gaps.open(connection, batch.sorted().leftOut());
    feed.advance(connection, batch.to());
    return Optional.of(DamagedRows.record(connection, batch.sorted().found(), now));
  }

  /// @return empty when no left-out event can be delivered now
  Optional<Rest> rest(Connection connection, int max) throws SQLException {
    var gap = gaps.mended(connection);
    if (gap.isEmpty()) return Optional.empty();
    var reached = feed.reached(connection);
    var from = gap.get();
    int page = Math.min(max, SharedRows.PAGE);
    try {
      var stored =
          Sql.attempt(
              connection,
              one ->
                  DamagedPage.byIndex(
                      one, index -> feed.passed(index, from.key(), from.seq() - 1, reached, page)));
      return Optional.of(rest(from, reached, stored, stored.size() < page));
    } catch (SQLException e) {
      if (!DamagedPage.in(e)) throw e;
      var damage = new Damage(from.seq(), Damage.Category.UNREADABLE);
      return Optional.of(new Rest(from, reached, List.of(), Optional.of(damage), false));
    }
  }

  private static Rest rest(
      FeedGaps.Gap from, Offset reached, List<StoredEvent> stored, boolean isAll) {
    var events = new ArrayList<FeedEvent>();
    for (var event : stored) {
      long expected = from.seq() + events.size();
      var damage =
          event.seq() != expected
              ? Optional.of(new Damage(expected, Damage.Category.MISSING))
              : event.damage();
      if (damage.isPresent()) return new Rest(from, reached, events, damage, false);
      events.add(new FeedEvent(from.key(), event.recorded().orElseThrow()));
    }
    return new Rest(from, reached, events, Optional.empty(), isAll);
  }

  /// The gap ends only if the feed has not moved: otherwise it has grown meanwhile.
  ///
  /// @return damages that were not known
  Map<SessionKey, Damage> caughtUp(Connection connection, Rest rest, Instant now)
      throws SQLException {
    var key = rest.from().key();
    if (rest.isAll() && feed.locked(connection).equals(rest.reached())) gaps.close(connection, key);
    else gaps.shrink(connection, key, rest.from().seq() + rest.events().size());
    return rest.damage().isPresent()
        ? DamagedRows.record(connection, Map.of(key, rest.damage().get()), now)
        : Map.of();
  }
}
