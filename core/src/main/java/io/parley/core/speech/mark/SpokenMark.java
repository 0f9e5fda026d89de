package io.parley.core.speech.mark;

import io.parley.core.setting.Expect;

/// How a part of a text is said, where that differs from how it is written. A hint: without it the
/// part is said as written.
///
/// @param from begin of the part, in UTF-16 units; @param to its end, excluded
public record SpokenMark(Kind kind, int from, int to) {

  /// The values of `interpret-as` that are understood, and a pause.
  public enum Kind {
    /// Digit by digit.
    DIGITS,
    /// Sign by sign: letters, digits, signs of addresses.
    CHARACTERS,
    DATE,
    TIME,
    CURRENCY,
    TELEPHONE,
    /// A short silence, before the text at `from`.
    BREAK
  }

  public SpokenMark {
    Expect.atLeast("from", from, 0);
    Expect.atLeast("to", to, from);
  }

  /// Whether it stays when the text is cut there. A break belongs to the text after it.
  public boolean isBefore(int place) {
    return kind == Kind.BREAK ? from < place : to <= place;
  }

  SpokenMark moved(int by) {
    return new SpokenMark(kind, from + by, to + by);
  }
}
