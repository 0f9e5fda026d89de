package io.parley.voice.call;

import io.parley.core.limit.AddressBlock;
import java.util.function.UnaryOperator;

/// The side that calls, as far as limits are concerned.
///
/// @param from shares places with the other calls of its block
/// @param counted stands between the call and its session, and may refuse what is said
public record Caller(AddressBlock from, UnaryOperator<Conversation> counted) {}
