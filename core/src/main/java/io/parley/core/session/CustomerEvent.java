package io.parley.core.session;

import io.parley.core.party.Party;
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

  /// The customer goes on in another language than before.
  ///
  /// @param language a BCP 47 tag such as `de` or `pt-BR`
  /// @param by `CUSTOMER` who chose it, `SYSTEM` that detected it, or `HUMAN`
  record CustomerLanguageChanged(String language, Party by, Instant at) implements CustomerEvent {}
}
