package io.parley.voice.call;

import io.parley.core.limit.AddressBlock;
import java.util.function.UnaryOperator;

/// The caller, for limits.
///
/// @param from the block of addresses whose calls share places
/// @param counted wraps the call's conversation, and may refuse words
public record Caller(AddressBlock from, UnaryOperator<Conversation> counted) {}
