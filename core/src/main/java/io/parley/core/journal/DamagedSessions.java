package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The damaged sessions, for operators who repair their journals. [SessionIndex] finds them and
/// checks them again.
public interface DamagedSessions {

  /// A damaged session. Never contains words of a conversation.
  ///
  /// @param since when it was found
  /// @param looks number of failed checks since
  /// @param lookAt time of the next check
  record Listed(SessionKey key, Damage damage, Instant since, int looks, Instant lookAt) {}

  /// @param total number of all damaged sessions
  record Page(List<Listed> sessions, long total) {
    public Page {
      sessions = List.copyOf(sessions);
    }
  }

  /// Damaged sessions of all tenants, the longest known first.
  CompletionStage<Page> list(int max);

  /// Schedules a repaired session for the next check.
  ///
  /// @return false when it is not known to be damaged
  CompletionStage<Boolean> retry(SessionKey key, Instant now);
}
