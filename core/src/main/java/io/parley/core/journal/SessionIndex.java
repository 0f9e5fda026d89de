package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// What is known of all sessions: a list for people, and who owes what and when. Projected from the
/// journal, with the offset stored in the same transaction, so that it can neither miss an event
/// nor count one twice.
///
/// A damaged session holds up nobody else: its events are left out from the damage on, it is woken
/// no more, and everything goes on. It stays listed as it was before.
public interface SessionIndex {
  /// Takes in the next events of the journal.
  ///
  /// @param idleTimeout after which a session that owes nothing is due to end
  /// @return how many; less than `max` when the index has caught up
  CompletionStage<Integer> project(int max, Duration idleTimeout);

  /// Sessions that are due at `now`, the longest overdue first. Each is not given again before
  /// `lease` has passed, so that one that is slow to settle is not woken over and over.
  CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max);

  /// Takes down that a session is damaged, as somebody found out who needed its events.
  ///
  /// @return false when that is known already
  CompletionStage<Boolean> damaged(SessionKey key, Damage damage, Instant now);

  /// Reads damaged sessions again from their first event, those that have waited longest first.
  /// What is whole, because somebody mended it or because this program knows more than the one
  /// before, is taken in and woken as if nothing had been. The others wait twice as long as before,
  /// `pause` at first.
  ///
  /// @return how many are still damaged
  CompletionStage<Long> lookAgain(Instant now, Duration pause, int max, Duration idleTimeout);

  /// @throws IllegalArgumentException in the stage, when the cursor is not one of ours
  CompletionStage<ListingPage> list(ListingQuery query);
}
