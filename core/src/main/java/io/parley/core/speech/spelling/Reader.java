package io.parley.core.speech.spelling;

import io.parley.core.speech.spelling.Piece.Kind;
import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Reads the words of one utterance.
final class Reader {
  private static final Pattern BLANKS = Pattern.compile("[\\s,;:!?¿¡\"“”„]+");

  // not "a.m." and "z.B."; the underscore is the recogniser's, callers say its name
  private static final Pattern LETTER_BY_LETTER =
      Pattern.compile("\\p{L}(?:(?:[-_]\\p{L}){1,60}+|(?:\\.\\p{L}){2,60}+)\\.?");

  /// A letter with marks of the recogniser around it: "N-", "_a", "N..".
  private static final Pattern MARKED_LETTER =
      Pattern.compile("[-_.'’]{0,3}(?<letter>\\p{L})[-_.'’…]{0,3}");

  /// Shorter ends of addresses are ends of words, too.
  private static final int GLUED_MIN = 3;

  private static final String SIGNS = "@.-_+";

  /// Between "my e-mail" and the address.
  private static final Set<String> IS = Set.of("is", "ist", "lautet", "es");

  private final List<String> tokens;
  private final Alphabet alphabet;
  private final List<Piece> pieces;
  private final int first;
  private int at;
  private boolean waits;
  private boolean isAddress;

  /// Whether the token before was a letter for certain, so that "be" and "see" after it are
  /// letters.
  private boolean isAfterLetter;

  /// @param pieces gets those of this utterance
  Reader(List<String> tokens, Alphabet alphabet, List<Piece> pieces) {
    this.tokens = tokens;
    this.alphabet = alphabet;
    this.pieces = pieces;
    this.first = pieces.size();
  }

  static List<String> tokens(String line, Alphabet alphabet) {
    var tokens = new ArrayList<String>();
    for (var word : BLANKS.split(line, -1)) {
      if (word.isEmpty()) continue;
      var token = Unicode.small(word);
      int dash = token.indexOf('-');
      var marked = MARKED_LETTER.matcher(token);
      if (LETTER_BY_LETTER.matcher(token).matches()) {
        for (int i = 0; i < token.length(); i += 2) tokens.add(token.substring(i, i + 1));
      } else if (marked.matches()) {
        tokens.add(marked.group("letter"));
      } else if (dash > 0 && alphabet.twice().contains(token.substring(0, dash))) {
        tokens.add(token.substring(0, dash));
        if (dash + 1 < token.length()) tokens.add(token.substring(dash + 1));
      } else {
        addWord(tokens, token, alphabet);
      }
    }
    return withoutPauses(tokens);
  }

  /// "Dotcom" and ".com" are two.
  private static void addWord(List<String> tokens, String token, Alphabet alphabet) {
    var ended = withoutDots(token);
    if (ended.isEmpty()) {
      // three are a hesitation
      if (token.equals(".")) tokens.add(token);
      return;
    }
    if (token.equals("_")) return;
    for (var name : Alphabet.DOTS) {
      int from = behindDot(ended, name);
      if (from == 0 || !".".equals(alphabet.signs().get(name))) continue;
      var end = ended.substring(from);
      // "Punktes" is a word
      boolean isGlued = from == name.length();
      if (!Alphabet.isKnownEnd(end) || (isGlued && end.length() < GLUED_MIN)) continue;
      tokens.add(name);
      tokens.add(end);
      return;
    }
    tokens.add(ended);
  }

  /// Where the token goes on behind "dot-", "dot" or "."; 0 if it begins with none of them.
  private static int behindDot(String token, String name) {
    if (!token.startsWith(name)) return token.startsWith(".") ? 1 : 0;
    return token.startsWith("-", name.length()) ? name.length() + 1 : name.length();
  }

  /// Without the dots at the end. On the way of every word of a call, so not by a pattern.
  private static String withoutDots(String token) {
    int end = token.length();
    while (end > 0 && (token.charAt(end - 1) == '.' || token.charAt(end - 1) == '…')) end--;
    return token.substring(0, end);
  }

  /// A full stop is a sign between words, as in "gmail . com", and a pause elsewhere: "A, . N".
  private static List<String> withoutPauses(List<String> tokens) {
    return IntStream.range(0, tokens.size())
        .filter(
            at ->
                !tokens.get(at).equals(".")
                    || (isWordAt(tokens, at - 1) && isWordAt(tokens, at + 1)))
        .mapToObj(tokens::get)
        .toList();
  }

  private static boolean isWordAt(List<String> tokens, int at) {
    return at >= 0 && at < tokens.size() && !isSingle(tokens.get(at));
  }

  boolean waits() {
    return waits;
  }

  /// Whether an `@` was said, or an "at" beside "e-mail".
  boolean isAddress() {
    return isAddress;
  }

  void read() {
    while (at < tokens.size()) {
      waits = false;
      if (!readLike() && !readTwice() && !readAddress() && !readSign() && !readLetter()) readWord();
    }
    isAddress |=
        isMailNamed()
            && pieces.subList(first, pieces.size()).stream()
                .anyMatch(piece -> piece.isSign() && piece.text().equals("@"));
    boolean isAlone = pieces.size() == first + 1;
    if (isAlone && pieces.getLast().kind() == Kind.WORD)
      pieces.set(first, new Piece(Kind.LONE_WORD, pieces.getLast().text()));
    if (isAlone && pieces.getLast().kind() == Kind.MAYBE_LETTER)
      pieces.set(first, new Piece(Kind.LETTER, pieces.getLast().text()));
  }

  /// "My e-mail is anna at", but not "I got an e-mail at home".
  private boolean isMailNamed() {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (!alphabet.mail().contains(tokens.get(i))) continue;
      int is = IS.contains(tokens.get(i + 1)) ? i + 1 : i + 2;
      if (IS.contains(tokens.get(is)) && is + 1 < tokens.size())
        return !"@".equals(sign(tokens.get(is + 1)));
    }
    return false;
  }

  /// "A as in Anna": the word tells the letter more surely than its name does.
  private boolean readLike() {
    if (pieces.size() == first || !pieces.getLast().isLetter() || pieces.getLast().isDigit())
      return false;
    for (var like : alphabet.likes()) {
      int end = at + like.size();
      if (end > tokens.size() || !tokens.subList(at, end).equals(like)) continue;
      boolean isSure = isAfterLetter || like.size() > 1;
      boolean isWord = pieces.getLast().kind() == Kind.MAYBE_LETTER && like.size() == 1;
      if (end == tokens.size()) {
        if (!isSure) continue;
        at = end;
        waits = true;
        return true;
      }
      var word = tokens.get(end);
      var initial = word.substring(0, Character.charCount(word.codePointAt(0)));
      boolean isLike = word.length() > 1 && (isSure || initial.equals(pieces.getLast().text()));
      if (isWord && (tokens.get(at).equals("like") || !isSpelledOn(end + 1))) continue;
      if (!isLike || !Character.isLetterOrDigit(initial.codePointAt(0))) continue;
      pieces.set(pieces.size() - 1, new Piece(Kind.EXPLAINED_LETTER, initial));
      isAfterLetter = true;
      at = end + 1;
      return true;
    }
    return false;
  }

  /// "A for Anna" is all that was said, or more letters follow; "I for instance want" is a
  /// sentence.
  private boolean isSpelledOn(int next) {
    if (next == tokens.size()) return pieces.size() == first + 1;
    var token = tokens.get(next);
    return (isSingle(token) && !alphabet.words().contains(token))
        || alphabet.twice().contains(token)
        || sign(token) != null;
  }

  private boolean readTwice() {
    if (!alphabet.twice().contains(tokens.get(at))) return false;
    if (at + 1 == tokens.size()) {
      if (!isAfterLetter) return false;
      at++;
      waits = true;
      return true;
    }
    var letter = letter(tokens.get(at + 1));
    if (letter == null) return false;
    at += 2;
    isAfterLetter = true;
    if (letter.equals("u") && alphabet.isDoubleUALetter()) {
      pieces.add(new Piece(Kind.LETTER, "w"));
    } else {
      pieces.add(new Piece(Kind.LETTER, letter));
      pieces.add(new Piece(Kind.LETTER, letter));
    }
    return true;
  }

  /// `anna@example.com`, as some recognisers write it.
  private boolean readAddress() {
    var token = tokens.get(at);
    if (token.length() == 1 || token.indexOf('@') < 0) return false;
    pieces.add(new Piece(Kind.LONE_WORD, token));
    isAddress = true;
    isAfterLetter = false;
    at++;
    return true;
  }

  private boolean readSign() {
    var token = tokens.get(at);
    var sign = sign(token);
    if (sign == null) return false;
    at++;
    if (sign.equals("-") && at < tokens.size() && tokens.get(at).equals("bajo")) {
      at++;
      sign = "_";
    }
    isAddress |= sign.equals("@") && !token.equals("at");
    pieces.add(new Piece(Kind.SIGN, sign));
    return true;
  }

  /// The sign that a word names, or null.
  private String sign(String token) {
    return SIGNS.contains(token) ? token : alphabet.signs().get(token);
  }

  private boolean readLetter() {
    var token = tokens.get(at);
    if (token.chars().allMatch(Character::isDigit)) {
      token.chars().forEach(digit -> pieces.add(new Piece(Kind.LETTER, Character.toString(digit))));
      isAfterLetter = true;
      at++;
      return true;
    }
    var letter = letter(token);
    if (letter == null) return false;
    boolean isNamed = !isSingle(token);
    boolean isW =
        letter.equals("v") && at + 1 < tokens.size() && tokens.get(at + 1).equals("doble");
    if (isNamed && !isAfterLetter && !isBeforeLetter() && !isW) return false;
    boolean isMaybe = !isNamed && !isAfterLetter && alphabet.words().contains(token);
    // "uve doble"
    at += isW ? 2 : 1;
    if (isW) letter = "w";
    isAfterLetter = !isMaybe;
    pieces.add(new Piece(isMaybe ? Kind.MAYBE_LETTER : Kind.LETTER, letter));
    return true;
  }

  private void readWord() {
    pieces.add(new Piece(Kind.WORD, tokens.get(at++)));
    isAfterLetter = false;
  }

  /// "see B": the next one is a letter for certain.
  private boolean isBeforeLetter() {
    if (at + 1 >= tokens.size()) return false;
    var next = tokens.get(at + 1);
    return isSingle(next)
        && Character.isLetter(next.codePointAt(0))
        && !alphabet.words().contains(next);
  }

  /// The letter or digit that a word names, or null.
  private String letter(String token) {
    return isSingle(token) && Character.isLetterOrDigit(token.codePointAt(0))
        ? token
        : alphabet.letters().get(token);
  }

  private static boolean isSingle(String token) {
    return token.codePointCount(0, token.length()) == 1;
  }
}
