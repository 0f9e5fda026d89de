package io.parley.core.journal;

import java.util.Locale;
import java.util.Optional;

/// The requested events cannot be read, and a retry will not help: the journal needs a repair, or a
/// newer program.
public final class DamagedJournal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Damage damage;

  public DamagedJournal(Damage damage) {
    super(
        "event %d of a journal is %s"
            .formatted(damage.seq(), damage.category().name().toLowerCase(Locale.ROOT)));
    this.damage = damage;
  }

  public Damage damage() {
    return damage;
  }

  /// The damage in `failure` or in its causes; empty for all other failures.
  public static Optional<Damage> in(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof DamagedJournal damaged) return Optional.of(damaged.damage());
    return Optional.empty();
  }
}
