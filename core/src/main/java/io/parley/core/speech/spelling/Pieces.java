package io.parley.core.speech.spelling;

import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The pieces of everything that somebody has spelled.
///
/// @param waits whether the last words ask for more: "double", "as in"
/// @param isAddress whether an `@` was said that is no "at" of a sentence
record Pieces(List<Piece> all, boolean waits, boolean isAddress) {
  /// So many letters one by one are spelling; two alone may be "U S".
  private static final int LETTERS_MIN = 3;

  private static final int LETTERS_ALONE_MIN = 2;

  private static final Pattern LABEL_ENDS = Pattern.compile("[@.]");

  /// After a number these are no letters: "7 p m".
  private static final Set<String> HALVES_OF_A_DAY = Set.of("am", "pm");

  Pieces {
    all = List.copyOf(all);
  }

  /// @param words of utterances, one a line; @param isAskedFor whether something spelled was
  static Pieces of(String words, Alphabet alphabet, boolean isAskedFor) {
    var pieces = new ArrayList<Piece>();
    boolean waits = false;
    boolean isAddress = false;
    for (var line : words.split("\n", -1)) {
      var reader = new Reader(Reader.tokens(line, alphabet), alphabet, pieces);
      reader.read();
      waits = reader.waits();
      isAddress |= reader.isAddress();
    }
    isAddress |= hasAtAndDot(pieces);
    var mended = Misheard.mended(pieces, alphabet, isAddress, isAskedFor);
    return new Pieces(mended, waits, isAddress);
  }

  private static boolean hasAtAndDot(List<Piece> pieces) {
    boolean hasAt = false;
    for (int i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      if (hasAt && piece.isSign() && piece.text().equals(".")) return true;
      boolean isAt = piece.isSign() && piece.text().equals("@");
      if (isAt && isAfterLetters(pieces, i) && isHost(pieces, i + 1)) return true;
      hasAt |= isAt;
    }
    return false;
  }

  /// Two: "I bought size M at example.com" is a sentence.
  private static boolean isAfterLetters(List<Piece> pieces, int at) {
    return at >= LETTERS_ALONE_MIN
        && pieces.subList(at - LETTERS_ALONE_MIN, at).stream().allMatch(Piece::isLetter);
  }

  /// `example.com`, written in one.
  private static boolean isHost(List<Piece> pieces, int at) {
    if (at == pieces.size()) return false;
    var text = pieces.get(at).text();
    int dot = text.lastIndexOf('.');
    return dot > 0 && Alphabet.isKnownEnd(text.substring(dot + 1));
  }

  /// Pieces that belong together: letters, signs, and words beside a sign.
  String text() {
    var text = new StringBuilder();
    for (int i = 0; i < all.size(); i++) if (belongs(i)) text.append(all.get(i).text());
    return text.toString();
  }

  /// A word, or what was spelled, written out.
  private record Word(String text, boolean isSpelled) {}

  /// All words: spelled names have a capital, codes are in capitals.
  String sentence() {
    return words().stream().map(Word::text).collect(Collectors.joining(" "));
  }

  /// All words, with others in the place of the spelled ones.
  String sentence(String instead) {
    var words = new ArrayList<String>();
    boolean isPlaced = false;
    for (var word : words()) {
      if (!word.isSpelled()) words.add(word.text());
      else if (!isPlaced) words.add(instead);
      isPlaced |= word.isSpelled();
    }
    return String.join(" ", words);
  }

  /// The spelled words alone.
  String written() {
    return words().stream()
        .filter(Word::isSpelled)
        .map(Word::text)
        .collect(Collectors.joining(" "));
  }

  /// The words beside the spelled ones.
  List<String> besides() {
    return words().stream().filter(word -> !word.isSpelled()).map(Word::text).toList();
  }

  private List<Word> words() {
    var words = new ArrayList<Word>();
    int at = 0;
    while (at < all.size()) {
      int from = at;
      while (at < all.size() && belongs(at)) at++;
      if (at > from) words.add(new Word(written(all.subList(from, at)), true));
      else words.add(new Word(all.get(at++).text(), false));
    }
    return words;
  }

  private static String written(List<Piece> run) {
    var text = new StringBuilder();
    boolean hasDigit = false;
    boolean isPlain = true;
    for (var piece : run) {
      text.append(piece.text());
      hasDigit |= piece.isDigit();
      isPlain &= piece.isLetter();
    }
    if (!isPlain) return text.toString();
    if (hasDigit) return Unicode.capital(text.toString());
    int first = Character.charCount(text.codePointAt(0));
    return Unicode.capital(text.substring(0, first)) + text.substring(first);
  }

  private boolean belongs(int at) {
    var piece = all.get(at);
    return switch (piece.kind()) {
      case LETTER, EXPLAINED_LETTER, SIGN -> true;
      case MAYBE_LETTER -> all.size() == 1 || isSpelled(at - 1) || isSpelled(at + 1);
      case WORD -> isSign(at - 1) || isSign(at + 1);
      // "Meier", and then its letters
      case LONE_WORD ->
          all.size() == 1
              || piece.text().indexOf('@') >= 0
              || isSign(at - 1)
              || isSign(at + 1)
              || isDigit(at + 1);
    };
  }

  private boolean isSpelled(int at) {
    return has(at) && (all.get(at).isLetter() || all.get(at).isSign());
  }

  private boolean isSign(int at) {
    return has(at) && all.get(at).isSign();
  }

  private boolean isDigit(int at) {
    return has(at) && all.get(at).isDigit();
  }

  private boolean has(int at) {
    return at >= 0 && at < all.size();
  }

  /// Whether there is something, and all of it belongs together.
  boolean allBelong() {
    for (int i = 0; i < all.size(); i++) if (!belongs(i)) return false;
    return !all.isEmpty();
  }

  /// Whether what was spelled begins with a sign: "dot com" is the end of something.
  boolean beginsWithSign() {
    for (int i = 0; i < all.size(); i++) if (belongs(i)) return isSign(i);
    return false;
  }

  boolean hasSign() {
    return all.stream().anyMatch(Piece::isSign);
  }

  boolean endsWithLetter() {
    return !all.isEmpty() && all.getLast().isLetter();
  }

  /// Whether the end is spelled letter by letter. Digits alone are counted, not spelled.
  boolean endsSpelled() {
    int from = all.size();
    while (isSpelled(from - 1)) from--;
    return isSpelled(all.subList(from, all.size()));
  }

  /// Whether any part is spelled letter by letter.
  boolean hasSpelled() {
    int at = 0;
    while (at < all.size()) {
      int from = at;
      while (isSpelled(at)) at++;
      if (isSpelled(all.subList(from, at))) return true;
      at++;
    }
    return false;
  }

  /// @param run letters and signs, one after another
  private boolean isSpelled(List<Piece> run) {
    int count = 0;
    int sure = 0;
    boolean isExplained = false;
    var letters = new StringBuilder();
    for (var piece : run) {
      if (!piece.isLetter()) continue;
      count++;
      isExplained |= piece.kind() == Piece.Kind.EXPLAINED_LETTER;
      if (piece.isDigit()) continue;
      letters.append(piece.text());
      if (piece.kind() != Piece.Kind.MAYBE_LETTER) sure++;
    }
    boolean isTime = count > letters.length() && HALVES_OF_A_DAY.contains(letters.toString());
    if (letters.isEmpty() || isTime) return false;
    return isExplained
        || (count >= LETTERS_MIN && sure >= LETTERS_ALONE_MIN)
        || (count >= LETTERS_ALONE_MIN && sure > 0 && run.size() == all.size());
  }

  /// Whether a label of an address was said as a word, or as one of `example.com`.
  boolean hasWord(String label) {
    return all.stream()
        .filter(piece -> !piece.isLetter() && !piece.isSign())
        .flatMap(piece -> LABEL_ENDS.splitAsStream(piece.text()))
        .anyMatch(label::equals);
  }
}
