package io.parley.core.memory;

/// What the turns `fromTurn` to `toTurn` came down to.
public record Summary(int fromTurn, int toTurn, String text) {}
