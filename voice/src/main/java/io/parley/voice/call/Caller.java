package io.parley.voice.call;

import io.parley.core.limit.AddressBlock;
import io.parley.voice.telephony.CallTransfer;
import java.util.function.UnaryOperator;

/// The caller, for limits and transfers.
///
/// @param from the block of addresses whose calls share places
/// @param counted wraps the call's conversation, and may refuse words
/// @param transfer how they are handed over
public record Caller(
    AddressBlock from, UnaryOperator<Conversation> counted, CallTransfer transfer) {

  /// A caller who stays with the agent.
  public Caller(AddressBlock from, UnaryOperator<Conversation> counted) {
    this(from, counted, CallTransfer.NONE);
  }
}
