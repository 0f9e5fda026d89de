package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// The operators' view of sessions, read from the tables without waking any: states, counts and
/// times, never words of a conversation or names.
public interface SessionOverview {

  /// Counting stops here, to spare the database.
  int COUNT_MAX = 10_000;

  /// One session, a moment behind the journal.
  ///
  /// @param running tool calls under way; @param awaiting those that wait for a human
  /// @param dueAt when it must be woken, if ever
  /// @param damage the damage, if it is damaged
  record Known(
      SessionListing listing,
      boolean turnOpen,
      int running,
      int awaiting,
      Optional<Instant> dueAt,
      Optional<Damage> damage) {}

  /// The backlog of one consumer.
  ///
  /// @param count number of waiting items, [#COUNT_MAX] at most; @param oldest since when the first
  ///   one waits
  record Backlog(long count, Optional<Instant> oldest) {

    Backlog with(Backlog other) {
      return new Backlog(
          Math.min(COUNT_MAX, count + other.count),
          Stream.concat(oldest.stream(), other.oldest.stream()).min(Comparator.naturalOrder()));
    }
  }

  /// @param projection events of the journal that the index has not applied
  /// @param archive sessions that have ended and are not archived
  /// @param due sessions that are overdue
  /// @param inDoubt tool calls in doubt
  /// @param feeds by the name of each feed, events of the journal that it has not passed; the index
  ///   is one of them
  record Lag(
      Backlog projection,
      Backlog archive,
      Backlog due,
      Backlog inDoubt,
      Map<String, Backlog> feeds) {
    public Lag {
      feeds = Map.copyOf(feeds);
    }

    /// This lag and that of another database.
    public Lag with(Lag other) {
      var all = new HashMap<>(feeds);
      other.feeds.forEach((name, backlog) -> all.merge(name, backlog, Backlog::with));
      return new Lag(
          projection.with(other.projection),
          archive.with(other.archive),
          due.with(other.due),
          inDoubt.with(other.inDoubt),
          all);
    }
  }

  /// @return empty if the session is not in the index
  CompletionStage<Optional<Known>> find(SessionKey key);

  CompletionStage<Lag> lag(Instant now);
}
