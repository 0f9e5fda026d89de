package io.parley.voice.call;

import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import java.util.function.Consumer;

/// A session's call in which somebody else listens and speaks, so that nothing of it is here but
/// the ways to hand it over and to end it.
public interface RelayedCall {
  /// Must not block. An order acts once, however often it is asked for.
  ///
  /// @param done receives the outcome, in any thread
  void transfer(TransferOrder order, Consumer<TransferOutcome> done);

  /// Ends it; without effect when it is over. Must not block.
  void hangUp();
}
