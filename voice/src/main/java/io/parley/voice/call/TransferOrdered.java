package io.parley.voice.call;

import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferOutcome.Reason;
import io.parley.sessions.Answer;
import io.parley.sessions.wire.Wire;
import java.util.Optional;

/// A call's answer to a person's order to hand it over. It crosses nodes.
///
/// @param refused why it cannot be done now: nothing was recorded
/// @param recorded the session's answer; once it is stored, the hand-over is under way
public record TransferOrdered(Optional<TransferOutcome.Reason> refused, Optional<Answer> recorded)
    implements Wire {
  /// The session has no call.
  static final TransferOrdered NO_CALL = refused(Reason.NO_CALL);

  static TransferOrdered refused(Reason reason) {
    return new TransferOrdered(Optional.of(reason), Optional.empty());
  }

  static TransferOrdered recorded(Answer answer) {
    return new TransferOrdered(Optional.empty(), Optional.of(answer));
  }

  /// Whether it comes from a call.
  boolean comesFromCall() {
    return !equals(NO_CALL);
  }
}
