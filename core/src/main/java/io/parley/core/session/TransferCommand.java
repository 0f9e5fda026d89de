package io.parley.core.session;

import io.parley.core.party.Party;
import io.parley.core.transfer.TransferMode;
import java.time.Instant;

/// Commands about the hand-over of a call that a person of the company orders. The call sends them.
public sealed interface TransferCommand extends SessionCommand.AboutTransfer {
  /// A person has the session's call handed over.
  ///
  /// @param call its id; @param by `HUMAN` or `OPERATOR`; @param target its name
  record AskTransfer(String id, String call, Party by, String target, TransferMode mode, Instant at)
      implements TransferCommand {}

  /// How it ended.
  ///
  /// @param order id of the [AskTransfer]
  record SettleTransfer(String id, String order, TransferResult result, Instant at)
      implements TransferCommand {}
}
