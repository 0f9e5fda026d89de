package io.parley.core.session;

import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.WordErrors;
import java.time.Instant;

/// Figures for the company that no other event records: what was used, and how calls went.
public sealed interface UsageEvent extends SessionEvent {
  /// Usage of model calls that no other event records: for turns that failed or were interrupted,
  /// for early replies that were thrown away, for memories.
  record UsageRecorded(Usage usage, Instant at) implements UsageEvent {}

  /// A call of this session is over. It may end with the session, or because the session has ended:
  /// so this may follow the end, and the archive.
  ///
  /// @param call its id
  record CallMeasured(String id, String call, CallFigures figures, Instant at)
      implements UsageEvent {}

  /// A person has compared words that a call has understood with those that were said. Numbers
  /// only. It follows the call, and often the end of the session and the archive.
  ///
  /// @param by `HUMAN` or `OPERATOR`; @param call its id; @param way by which it came
  /// @param utterances that were looked at; @param right those without an error
  record WordsChecked(
      String id,
      Party by,
      String call,
      String way,
      int utterances,
      int right,
      WordErrors errors,
      Instant at)
      implements UsageEvent {}
}
