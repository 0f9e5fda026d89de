package io.parley.sessions;

import io.parley.core.journal.Damage;

/// The session's journal cannot be read to its end, so the session is closed until the journal is
/// repaired: asking again will not help.
public final class SessionDamaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Damage damage;

  public SessionDamaged(Damage damage) {
    super("the session is damaged at event " + damage.seq(), null, false, false);
    this.damage = damage;
  }

  public Damage damage() {
    return damage;
  }
}
