package io.parley.core.session;

import java.time.Instant;
import java.util.Optional;

/// The customer's opinion, and what becomes known of the customer meanwhile.
public sealed interface CustomerEvent extends SessionEvent {
  /// What the customer thought of it.
  ///
  /// @param score [SessionCommand.Rate#SCORE_MIN] to [SessionCommand.Rate#SCORE_MAX], higher is
  ///   better
  record Rated(String id, Party by, int score, Optional<String> comment, Instant at)
      implements CustomerEvent {}
}
