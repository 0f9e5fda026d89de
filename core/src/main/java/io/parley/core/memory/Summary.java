package io.parley.core.memory;

/// What the turns `fromTurn` to `toTurn` came down to.
///
/// @param tokens estimated, once: every turn asks for it
public record Summary(int fromTurn, int toTurn, String text, int tokens) {

  public Summary(int fromTurn, int toTurn, String text) {
    this(fromTurn, toTurn, text, Tokens.estimate(text));
  }
}
