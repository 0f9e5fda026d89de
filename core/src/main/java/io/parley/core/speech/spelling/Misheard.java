package io.parley.core.speech.spelling;

import io.parley.core.speech.spelling.Piece.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Words of recognisers for letters that somebody spells: "A, and N, A" of "A, N, N, A". Only
/// between letters of an address, or of an answer that was to be spelled: elsewhere "and" is a
/// word. It is read back in any case.
final class Misheard {
  /// Letters in one: "NN". Words of a language have vowels; "hmm" is none.
  private static final Pattern CONSONANTS =
      Pattern.compile("(?![hm]{2,4}$)[\\p{L}&&[^aeiouyäöüáéíóú]]{2,4}");

  /// "J O H and N": before a last letter it is more likely the word.
  private static final int LETTERS_AFTER_MIN = 2;

  private Misheard() {}

  /// @param isAddress whether an address was said; @param isAskedFor whether something spelled was
  static List<Piece> mended(
      List<Piece> pieces, Alphabet alphabet, boolean isAddress, boolean isAskedFor) {
    int end = at(pieces);
    boolean hasAt = end < pieces.size();
    if (!isAskedFor && !(isAddress && hasAt)) return pieces;
    var mended = new ArrayList<>(pieces.subList(0, Math.min(1, pieces.size())));
    int next = 1;
    while (next < pieces.size()) {
      int from = next;
      while (next < end && isMendable(pieces.get(next), alphabet)) next++;
      if (next > from && goesOn(mended.getLast(), pieces, next))
        pieces.subList(from, next).forEach(piece -> mended.addAll(letters(piece, alphabet)));
      else mended.addAll(pieces.subList(from, next));
      if (next < pieces.size()) mended.add(pieces.get(next++));
    }
    return mended;
  }

  /// Where the last `@` is, behind which words are words; the end where there is none.
  private static int at(List<Piece> pieces) {
    int at = pieces.size() - 1;
    while (at >= 0 && !isAt(pieces.get(at))) at--;
    return at < 0 ? pieces.size() : at;
  }

  private static boolean isAt(Piece piece) {
    return piece.isSign() && piece.text().equals("@");
  }

  /// @param before the piece before the words: "I am at home" begins with no letter for certain
  private static boolean goesOn(Piece before, List<Piece> pieces, int from) {
    if (!before.isLetter()) return false;
    int to = from;
    while (to < pieces.size() && pieces.get(to).isLetter()) to++;
    boolean isSure = to > from || before.kind() != Kind.MAYBE_LETTER;
    return to - from >= LETTERS_AFTER_MIN || (isSure && to < pieces.size() && isAt(pieces.get(to)));
  }

  private static boolean isMendable(Piece piece, Alphabet alphabet) {
    boolean isWord =
        switch (piece.kind()) {
          case WORD, LONE_WORD -> true;
          case LETTER, MAYBE_LETTER, EXPLAINED_LETTER, SIGN -> false;
        };
    return isWord
        && (alphabet.misheard().containsKey(piece.text())
            || CONSONANTS.matcher(piece.text()).matches());
  }

  private static List<Piece> letters(Piece word, Alphabet alphabet) {
    var letter = alphabet.misheard().get(word.text());
    return letter != null
        ? List.of(new Piece(Kind.LETTER, letter))
        : word.text()
            .codePoints()
            .mapToObj(each -> new Piece(Kind.LETTER, Character.toString(each)))
            .toList();
  }
}
