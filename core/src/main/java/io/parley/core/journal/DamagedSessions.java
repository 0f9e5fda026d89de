package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// The sessions that are damaged now, for whoever mends their journals. [SessionIndex] finds them
/// and looks at them again.
public interface DamagedSessions {

  /// One of them. Never holds what anybody said.
  ///
  /// @param since when it was found
  /// @param looks how often it was read again since, in vain
  /// @param lookAt from when on it is read again
  record Listed(SessionKey key, Damage damage, Instant since, int looks, Instant lookAt) {}

  /// @param total of all that there are
  record Page(List<Listed> sessions, long total) {
    public Page {
      sessions = List.copyOf(sessions);
    }
  }

  /// Of all tenants, the longest known first.
  CompletionStage<Page> list(int max);

  /// Has a session read again at the next look, for somebody has mended it.
  ///
  /// @return false when it is not known to be damaged
  CompletionStage<Boolean> retry(SessionKey key, Instant now);
}
