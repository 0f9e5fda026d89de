package io.parley.core.memory;

/// Turns `from` to `to`, both included.
public record TurnRange(int from, int to) {}
