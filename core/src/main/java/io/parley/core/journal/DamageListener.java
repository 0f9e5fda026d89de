package io.parley.core.journal;

import io.parley.core.tenant.SessionKey;

/// Is told of damaged sessions, to raise the alarm. Called on threads of the database: be quick.
public interface DamageListener {
  /// A session was found to be damaged; told once, until it was whole again.
  void found(SessionKey key, Damage damage);

  /// Rows of the journal could not be read at all, and the index went past them: whose they are
  /// nobody can tell, and is found out, and told, when one of those sessions is needed.
  void passedBy(int rows);

  /// A session is whole again.
  void mended(SessionKey key);

  /// How many are damaged now, told by the node that looks after them, from time to time.
  void standing(long sessions);
}
