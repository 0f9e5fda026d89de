package io.parley.core.journal;

import io.parley.core.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// What is known of all sessions: a list for people, and who owes what and when. Projected from the
/// journal, with the offset stored in the same transaction, so that it can neither miss an event
/// nor count one twice.
public interface SessionIndex {
  /// Takes in the next events of the journal.
  ///
  /// @param idleTimeout after which a session that owes nothing is due to end
  /// @return how many; less than `max` when the index has caught up
  CompletionStage<Integer> project(int max, Duration idleTimeout);

  /// Sessions that are due at `now`, the longest overdue first. Each is not given again before
  /// `lease` has passed, so that one that is slow to settle is not woken over and over.
  CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max);

  /// @throws IllegalArgumentException in the stage, when the cursor is not one of ours
  CompletionStage<ListingPage> list(ListingQuery query);
}
