package io.parley.voice.call;

import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.voice.keypad.KeyOrder;
import java.util.function.Consumer;

/// A session's call in which somebody else listens and speaks, so that nothing of it is here but
/// the ways to hand it over, to press keys in it and to end it.
public interface RelayedCall {
  /// Must not block. An order acts once, however often it is asked for.
  ///
  /// @param done receives the outcome, in any thread
  void transfer(TransferOrder order, Consumer<TransferOutcome> done);

  /// Has keys pressed for the other end, once for each order. Must not block.
  ///
  /// @return the keys that are pressed, from the first on
  String press(KeyOrder order);

  /// Ends it; without effect when it is over. Must not block.
  void hangUp();
}
