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

  /// Shorter words are compared whole.
  static final int LETTERS_MIN = 4;

  /// From so many letters on, a word may have two typing errors.
  private static final int LONG = 8;

  /// Longer ones are no misspelled words.
  private static final int LONGEST = 40;

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

  /// Whether a word is another one with a letter too many, too few, replaced or exchanged with its
  /// neighbour, or with two of these if it is long (Damerau, CACM 1964). The first letter is right.
  static boolean isMisspelled(String word, String known) {
    int most = known.length() < LONG ? 1 : 2;
    return known.length() > LETTERS_MIN
        && known.length() <= LONGEST
        && word.charAt(0) == known.charAt(0)
        && Math.abs(word.length() - known.length()) <= most
        && errors(word, known) <= most;
  }

  private static int errors(String word, String known) {
    var rows = new int[word.length() + 1][known.length() + 1];
    for (int i = 0; i <= word.length(); i++) rows[i][0] = i;
    for (int j = 0; j <= known.length(); j++) rows[0][j] = j;
    for (int i = 1; i <= word.length(); i++)
      for (int j = 1; j <= known.length(); j++) {
        int replaced = word.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1;
        rows[i][j] =
            Math.min(rows[i - 1][j - 1] + replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && word.charAt(i - 1) == known.charAt(j - 2)
            && word.charAt(i - 2) == known.charAt(j - 1))
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    return rows[word.length()][known.length()];
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
