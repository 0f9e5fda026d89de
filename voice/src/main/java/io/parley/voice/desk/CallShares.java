package io.parley.voice.desk;

/// How the places for calls of a node are shared.
///
/// @param perAddressMax calls of one address
/// @param reserve the part of all calls, 0 to 0.9, that is kept for verified customers
public record CallShares(int perAddressMax, double reserve) {}
