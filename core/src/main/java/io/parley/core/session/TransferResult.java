package io.parley.core.session;

import io.parley.core.tool.ToolOutcome;
import io.parley.core.transfer.TransferOutcome;
import java.util.Optional;

/// How the hand-over of a call ended, in the words of tool calls.
///
/// @param outcome `SUCCEEDED`: the caller is with the target; `FAILED`: with the agent again;
///   `REJECTED`: nothing was dialled; `IN_DOUBT`: it is not known
/// @param reason where it failed or was rejected
public record TransferResult(ToolOutcome.Kind outcome, Optional<TransferOutcome.Reason> reason) {

  public static TransferResult of(TransferOutcome outcome) {
    return switch (outcome) {
      case TransferOutcome.Accepted() ->
          new TransferResult(ToolOutcome.Kind.SUCCEEDED, Optional.empty());
      case TransferOutcome.Returned(var reason) ->
          new TransferResult(kind(reason), Optional.of(reason));
      case TransferOutcome.Unknown() ->
          new TransferResult(ToolOutcome.Kind.IN_DOUBT, Optional.empty());
    };
  }

  private static ToolOutcome.Kind kind(TransferOutcome.Reason reason) {
    return reason.isBeforeDialling() ? ToolOutcome.Kind.REJECTED : ToolOutcome.Kind.FAILED;
  }
}
