package io.parley.core.memory;

/// A summary of the turns `fromTurn` to `toTurn`.
///
/// @param tokens estimated once, for every turn reads it
public record Summary(int fromTurn, int toTurn, String text, int tokens) {

  public Summary(int fromTurn, int toTurn, String text) {
    this(fromTurn, toTurn, text, Tokens.estimate(text));
  }
}
