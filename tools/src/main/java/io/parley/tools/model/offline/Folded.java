package io.parley.tools.model.offline;

import io.parley.core.text.Unicode;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Texts as they are compared: in small letters, without accents and punctuation. `ß` is `ss`, and
/// `ae`, `oe`, `ue` count as the umlauts for which people without them write these.
final class Folded {
  /// Words of a message that are compared at all.
  private static final int CHARS_MAX = 600;

  /// Words with so much in common (pieces of three letters) are the same.
  private static final double SAME = 0.5;

  private static final int LETTERS_MIN = 4;

  private Folded() {}

  /// @return the words with one blank between and around them
  static String of(String text) {
    var start = text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) : text;
    var apart = Normalizer.normalize(Unicode.small(Unicode.bounded(start)), Normalizer.Form.NFD);
    var folded = new StringBuilder(" ");
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      if (c == 'ß') folded.append("ss");
      else if (Character.isLetterOrDigit(c)) {
        if (c != 'e' || !isVowelBefore(folded)) folded.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK && !endsBlank(folded))
        folded.append(' ');
    }
    if (!endsBlank(folded)) folded.append(' ');
    return folded.toString();
  }

  static List<String> words(String text) {
    var folded = of(text).strip();
    return folded.isEmpty() ? List.of() : List.of(folded.split(" "));
  }

  /// Whether two words are forms of one, or one of them with typing errors.
  static boolean isSame(String word, String known) {
    if (word.equals(known)) return true;
    if (word.length() < LETTERS_MIN || known.length() < LETTERS_MIN) return false;
    var pieces = pieces(word);
    var others = pieces(known);
    int all = pieces.size() + others.size();
    pieces.retainAll(others);
    return 2.0 * pieces.size() / all >= SAME;
  }

  private static Set<String> pieces(String word) {
    var padded = "_" + word + "_";
    var pieces = new HashSet<String>();
    for (int at = 0; at + 3 <= padded.length(); at++) pieces.add(padded.substring(at, at + 3));
    return pieces;
  }

  private static boolean isVowelBefore(StringBuilder folded) {
    return "aou".indexOf(folded.charAt(folded.length() - 1)) >= 0;
  }

  private static boolean endsBlank(StringBuilder folded) {
    return folded.charAt(folded.length() - 1) == ' ';
  }
}
