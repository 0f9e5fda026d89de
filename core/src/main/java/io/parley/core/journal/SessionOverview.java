package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What the tables tell operators of sessions without waking any: states, counts and times, never
/// what anybody said, and nobody's name.
public interface SessionOverview {

  /// Counting ends here: who is further behind than that learns it, and the database is spared.
  int COUNT_MAX = 10_000;

  /// One session, a moment behind the journal.
  ///
  /// @param running tool calls under way; @param awaiting those that wait for a human
  /// @param dueAt when somebody must look after it, if ever
  /// @param damage why it is closed, if it is
  record Known(
      SessionListing listing,
      boolean turnOpen,
      int running,
      int awaiting,
      Optional<Instant> dueAt,
      Optional<Damage> damage) {}

  /// How far one thing is behind.
  ///
  /// @param count what waits, [#COUNT_MAX] at most; @param oldest since when the first of it does
  record Backlog(long count, Optional<Instant> oldest) {}

  /// @param projection events of the journal that the index has not taken in
  /// @param archive sessions that have ended and are not archived
  /// @param due sessions that somebody should have looked after by now
  /// @param inDoubt tool calls of which nobody knows whether they happened, in sessions that are
  ///   not archived
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
  }

  /// @return empty when the index knows no such session
  CompletionStage<Optional<Known>> find(SessionKey key);

  CompletionStage<Lag> lag(Instant now);
}
