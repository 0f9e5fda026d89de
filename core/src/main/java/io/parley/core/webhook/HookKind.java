package io.parley.core.webhook;

import io.parley.core.text.ConstantWord;
import java.util.Arrays;
import java.util.Optional;

/// The kinds of events that webhooks tell of. Each has the name of its event in the journal and to
/// clients ([io.parley.core.session.EventKinds]), but that of calls out, which are in no journal.
public enum HookKind {
  SESSION_STARTED,
  SESSION_ENDED,
  SESSION_ARCHIVED,
  AGENT_CHANGED,
  /// A person of the company answers the customer.
  TAKEN_OVER,
  /// The agent answers again.
  HANDED_BACK,
  /// A call was handed to somebody else, or was not.
  TRANSFER_SETTLED,
  /// A tool call waits for a consent.
  APPROVAL_REQUESTED,
  /// A call is over.
  CALL_MEASURED,
  RECORDING_ANSWERED,
  /// A call out is over, also one that nobody has answered.
  CALL_OUT_ENDED,
  TURN_FAILED,
  RATED;

  /// In small letters with hyphens; never changes.
  public String word() {
    return ConstantWord.of(this);
  }

  /// Empty for a word of a later release.
  public static Optional<HookKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
