package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The index of all sessions: a list for people, and the obligations of each session with their due
/// times. Projected from the journal, with the offset stored in the same transaction, so that no
/// event is missed or counted twice.
///
/// A damaged session blocks no other: its events from the damage on are skipped, and it is not
/// woken any more. It stays listed in its last good state.
public interface SessionIndex {
  /// Applies the next events of the journal.
  ///
  /// @param idleTimeout after which a session without obligations is due to end
  /// @return number of events; less than `max` when the index has caught up
  CompletionStage<Integer> project(int max, Duration idleTimeout);

  /// Sessions that are due at `now`, the longest overdue first. None is returned again before
  /// `lease` has passed, so that a slow session is not woken over and over.
  CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max);

  /// Records that a session is damaged, as found by a reader of its events.
  ///
  /// @return false if that is already recorded
  CompletionStage<Boolean> damaged(SessionKey key, Damage damage, Instant now);

  /// Checks damaged sessions again from their first event, those that have waited longest first.
  /// Sessions that are readable now, after a repair or with a newer program, are indexed and woken
  /// as usual. The others wait twice as long as before, starting at `pause`.
  ///
  /// @return number of sessions still damaged
  CompletionStage<Long> lookAgain(Instant now, Duration pause, int max, Duration idleTimeout);

  /// @throws IllegalArgumentException in the stage, if the cursor is invalid
  CompletionStage<ListingPage> list(ListingQuery query);
}
