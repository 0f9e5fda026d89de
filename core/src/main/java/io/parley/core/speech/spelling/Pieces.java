package io.parley.core.speech.spelling;

import java.util.ArrayList;
import java.util.List;

/// The pieces of everything that somebody has spelled.
///
/// @param waits whether the last words ask for more: "double", "as in"
/// @param isAddress whether an `@` was said that is no "at" of a sentence
record Pieces(List<Piece> all, boolean waits, boolean isAddress) {
  /// So many letters one by one are spelling; two alone may be "U S".
  private static final int LETTERS_MIN = 3;

  private static final int LETTERS_ALONE_MIN = 2;

  Pieces {
    all = List.copyOf(all);
  }

  /// @param words of utterances, one a line
  static Pieces of(String words, Alphabet alphabet) {
    var pieces = new ArrayList<Piece>();
    boolean waits = false;
    boolean isAddress = false;
    for (var line : words.split("\n", -1)) {
      var reader = new Reader(Reader.tokens(line, alphabet), alphabet, pieces);
      reader.read();
      waits = reader.waits();
      isAddress |= reader.isAddress();
    }
    return new Pieces(pieces, waits, isAddress || hasAtAndDot(pieces));
  }

  private static boolean hasAtAndDot(List<Piece> pieces) {
    boolean hasAt = false;
    for (var piece : pieces) {
      if (hasAt && piece.isSign() && piece.text().equals(".")) return true;
      hasAt |= piece.isSign() && piece.text().equals("@");
    }
    return false;
  }

  /// Pieces that belong together: letters, signs, and words beside a sign.
  String text() {
    var text = new StringBuilder();
    for (int i = 0; i < all.size(); i++) if (belongs(i)) text.append(all.get(i).text());
    return text.toString();
  }

  private boolean belongs(int at) {
    return switch (all.get(at).kind()) {
      case LETTER, EXPLAINED_LETTER, SIGN, LONE_WORD -> true;
      case MAYBE_LETTER -> all.size() == 1 || isSpelled(at - 1) || isSpelled(at + 1);
      case WORD -> isSign(at - 1) || isSign(at + 1);
    };
  }

  private boolean isSpelled(int at) {
    return at >= 0 && at < all.size() && (all.get(at).isLetter() || all.get(at).isSign());
  }

  private boolean isSign(int at) {
    return at >= 0 && at < all.size() && all.get(at).isSign();
  }

  boolean endsWithLetter() {
    return !all.isEmpty() && all.getLast().isLetter();
  }

  /// Whether the end is spelled letter by letter. Digits alone are counted, not spelled.
  boolean endsSpelled() {
    int letters = 0;
    int pieces = 0;
    boolean isSure = false;
    boolean isNumber = true;
    for (var piece : all.reversed()) {
      if (!piece.isLetter() && !piece.isSign()) break;
      pieces++;
      if (!piece.isLetter()) continue;
      letters++;
      isSure |= piece.kind() == Piece.Kind.EXPLAINED_LETTER;
      isNumber &= Character.isDigit(piece.text().codePointAt(0));
    }
    if (isNumber) return false;
    return isSure
        || letters >= LETTERS_MIN
        || (letters >= LETTERS_ALONE_MIN && pieces == all.size());
  }

  /// Whether a label of an address was said as a word.
  boolean hasWord(String label) {
    return all.stream()
        .anyMatch(piece -> !piece.isLetter() && !piece.isSign() && piece.text().equals(label));
  }
}
