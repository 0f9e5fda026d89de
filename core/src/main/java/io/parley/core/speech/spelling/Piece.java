package io.parley.core.speech.spelling;

/// The meaning of one word of somebody who spells.
///
/// @param text the letter, digit or sign; the word itself, if it stands for nothing else
record Piece(Kind kind, String text) {
  enum Kind {
    LETTER,
    /// A letter that is also a word: "I", "a".
    MAYBE_LETTER,
    /// A letter with a word that begins with it: "A as in Anna".
    EXPLAINED_LETTER,
    SIGN,
    WORD,
    /// A word that is all of its utterance.
    LONE_WORD
  }

  boolean isLetter() {
    return switch (kind) {
      case LETTER, MAYBE_LETTER, EXPLAINED_LETTER -> true;
      case SIGN, WORD, LONE_WORD -> false;
    };
  }

  boolean isDigit() {
    return isLetter() && Character.isDigit(text.codePointAt(0));
  }

  boolean isSign() {
    return kind == Kind.SIGN;
  }
}
