package io.parley.persistence.place;

import io.parley.persistence.place.Move.Refusal;
import io.parley.persistence.place.Move.Refused;
import java.util.Optional;

/// The facts that decide whether an organisation can be moved.
///
/// @param active a session that goes on, or that owes something
/// @param behind a reader of the old journal that has events of the organisation ahead of it
record MoveFacts(Optional<String> active, Optional<String> behind) {
  /// Asked when no node writes any more, before the first row is copied; and when the move begins,
  /// so that an organisation is not refused service for nothing.
  Optional<Refused> refusal() {
    if (active.isPresent()) return refused(Refusal.ACTIVE, active.get());
    if (behind.isPresent()) return refused(Refusal.NOT_READ, behind.get());
    return Optional.empty();
  }

  /// Of the beginning alone.
  ///
  /// @param state of the organisation; empty if there is none
  /// @param justSuspended whether it was less than a minute ago
  /// @param filled a table of the target that has rows of the organisation already
  /// @param rereads a reader in the target that is among events which were moved there before: it
  ///   cannot be told that it has passed those of this organisation
  record Beginning(
      Optional<String> state,
      boolean justSuspended,
      Optional<String> filled,
      Optional<String> rereads) {
    Optional<Refused> refusal() {
      if (state.isEmpty()) return refused(Refusal.UNKNOWN, "");
      if (!state.get().equals("suspended") || justSuspended)
        return refused(Refusal.NOT_SUSPENDED, state.get());
      if (filled.isPresent()) return refused(Refusal.TARGET_HAS_ROWS, filled.get());
      if (rereads.isPresent()) return refused(Refusal.TARGET_READS, rereads.get());
      return Optional.empty();
    }
  }

  private static Optional<Refused> refused(Refusal why, String detail) {
    return Optional.of(new Refused(why, detail));
  }
}
