package io.parley.core.transfer;

import io.parley.core.text.ConstantWord;

/// How an attempt at a transfer ended, for the agent.
public sealed interface TransferOutcome {

  /// The caller is with the target: handed over, or connected.
  record Accepted() implements TransferOutcome {}

  /// The caller is with the agent again, or still. Nothing of the attempt remains.
  record Returned(Reason reason) implements TransferOutcome {}

  /// Whether the caller was handed over is not known.
  record Unknown() implements TransferOutcome {}

  /// Why a transfer came to nothing.
  enum Reason {
    /// Nobody answered in time.
    NO_ANSWER,
    BUSY,
    /// The colleague answered, and declined or hung up.
    DECLINED,
    /// The colleague answered, and pressed no key.
    NOT_ACCEPTED,
    /// The telephone network, the provider or the peer refused it.
    FAILED,
    /// Nobody wants it any more.
    WITHDRAWN,
    /// The caller hung up meanwhile.
    CALLER_GONE,
    /// The session has no call.
    NO_CALL,
    /// Another transfer of this call is under way.
    UNDER_WAY,
    /// The call's leg cannot be handed over in this mode, or to such an address.
    NOT_POSSIBLE;

    /// Whether nothing was dialled.
    public boolean isBeforeDialling() {
      return switch (this) {
        case NO_CALL, UNDER_WAY, NOT_POSSIBLE -> true;
        case NO_ANSWER, BUSY, DECLINED, NOT_ACCEPTED, FAILED, WITHDRAWN, CALLER_GONE -> false;
      };
    }

    /// As models read it: `no-answer`.
    public String word() {
      return ConstantWord.of(this);
    }
  }
}
