package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;

/// Receives reports of damaged sessions, to raise alerts. Called on database threads: must return
/// quickly.
public interface DamageListener {
  /// A session was found to be damaged; reported once until it is repaired.
  void found(SessionKey key, Damage damage);

  /// Rows of the journal could not be read at all, and the index skipped them. Their sessions are
  /// unknown, and are reported when they are next needed.
  void passedBy(int rows);

  /// A session is repaired.
  void mended(SessionKey key);

  /// The current number of damaged sessions, reported periodically by the node that checks them.
  void standing(long sessions);
}
