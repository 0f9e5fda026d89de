package io.parley.core.session;

import io.parley.core.party.Party;
import java.time.Instant;
import java.util.Optional;

/// The customer's rating, and facts about the customer that become known during the session.
public sealed interface CustomerEvent extends SessionEvent {
  /// The customer's rating of the conversation.
  ///
  /// @param score [SessionCommand.Rate#SCORE_MIN] to [SessionCommand.Rate#SCORE_MAX], higher is
  ///   better
  record Rated(String id, Party by, int score, Optional<String> comment, Instant at)
      implements CustomerEvent {}

  /// The customer's language changed.
  ///
  /// @param language a BCP 47 tag such as `de` or `pt-BR`
  /// @param by `CUSTOMER` (chosen), `SYSTEM` (detected) or `HUMAN`
  record CustomerLanguageChanged(String language, Party by, Instant at) implements CustomerEvent {}

  /// About the recording of the customer's voice in a call.
  sealed interface OfRecording extends CustomerEvent {}

  /// The customer was asked, or told, whether a call is recorded. Before this event none of it is
  /// kept.
  ///
  /// @param call its id
  record RecordingAnswered(String id, String call, RecordingAnswer answer, Instant at)
      implements OfRecording {}

  /// A part of a call could not be recorded.
  record RecordingGap(String id, String call, Instant from, Instant to, Instant at)
      implements OfRecording {}
}
