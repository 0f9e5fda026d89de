package io.parley.core.journal;

import io.parley.core.audit.Act;
import io.parley.core.tenant.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The erasure of ended sessions: by order of somebody, or when they are older than their
/// organisation keeps them. An order is a row; everything after it may be repeated, by any node.
/// Thread safe. Stages fail as the store does.
public interface SessionErasures {
  /// A session that has ended.
  ///
  /// @param began when it began; @param last when its newest event happened: the archive has a day
  ///   between them in its path
  record Ended(SessionKey key, Instant began, Instant last) {}

  /// Orders the erasure, with an entry in the organisation's audit trail. Memories of known
  /// customers that were learned in the session go with it. A second order changes nothing.
  CompletionStage<Void> order(Ended session, Act act);

  /// Orders the erasure of sessions that are older than their organisations keep them. Memories of
  /// known customers stay.
  ///
  /// @param max the most of one organisation
  /// @return the most that were ordered of one; fewer than `max` mean that there are no more
  CompletionStage<Integer> orderOld(Instant now, int max);

  /// Ordered ones of which a look is due, those that have waited longest first. Nobody else gets
  /// them before `lease` has passed.
  ///
  /// @param max the most of one database
  CompletionStage<List<Ended>> claim(Instant now, Duration lease, int max);

  /// Deletes all rows of a session in one transaction, except its usage: before it the session is
  /// whole, after it there is none. Of an organisation with a database of its own, what is in the
  /// main one goes in a transaction before it.
  ///
  /// @return false if nothing was deleted, because its events are not all counted as usage and in
  ///   the index
  CompletionStage<Boolean> deleteRows(SessionKey key);

  /// The archive of a session is deleted, too: its size is given back in the usage. The order is
  /// looked at once more a day after it was made, for what was written late, and ends 35 days after
  /// the session's newest event, when its usage is added up.
  CompletionStage<Void> finish(Ended session, Instant now);
}
