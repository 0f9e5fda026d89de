package io.parley.core.speech.spelling;

import io.parley.core.speech.Expectation;
import io.parley.core.text.Unicode;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A name or an e-mail address that a caller spells, perhaps in several utterances: "A as in Anna,
/// double N, A", "at example", "dot com" is `anna@example.com`. Words that are no part of it ("my
/// address is") are left out.
///
/// @param language a BCP 47 tag; English, German and Spanish are understood, others as English
/// @param expected what the caller was asked for
/// @param words of all utterances, one a line
public record Spelling(String language, Expectation expected, String words) {
  /// Nobody spells longer: the rest is dropped.
  static final int LENGTH_MAX = 2_000;

  /// Around each sign.
  private static final Pattern SIGNS = Pattern.compile("(?<=[@._+-])|(?=[@._+-])");

  private static final Pattern ADDRESS =
      Pattern.compile("[^@\\s]{1,64}+@(?:[^@.\\s]{1,63}+\\.){1,8}+(?<end>[^@.\\s]{2,24}+)");

  /// How far a caller has come.
  ///
  /// @param isBegun whether anything was spelled: letters one by one, or parts of an address
  /// @param isOpen whether the caller is in the middle of it, and should not be talked over:
  ///   letters were said one by one, or an address has no end yet
  /// @param isAddress whether it is all of an address
  public record Progress(boolean isBegun, boolean isOpen, boolean isAddress) {
    public static final Progress NONE = new Progress(false, false, false);
  }

  public Spelling {
    words = Unicode.bounded(words);
    if (words.length() > LENGTH_MAX) words = words.substring(0, LENGTH_MAX);
  }

  public static Spelling in(String language, Expectation expected) {
    return new Spelling(language, expected, "");
  }

  /// Whether the letters of this language are known.
  public static boolean knows(String language) {
    return Alphabet.KNOWN.containsKey(Locale.forLanguageTag(language).getLanguage());
  }

  /// With one more utterance.
  public Spelling heard(String utterance) {
    var line = utterance.replace('\n', ' ').strip();
    return new Spelling(language, expected, words.isEmpty() ? line : words + "\n" + line);
  }

  /// Everything that was spelled, in small letters; empty if nothing was.
  public String text() {
    return pieces().text();
  }

  /// All words, with the spelled ones written out: "my address is anna@example.com".
  public String sentence() {
    return pieces().sentence();
  }

  /// The same, with another spelling in the place of this one.
  public String sentence(Spelling corrected) {
    return pieces().sentence(corrected.pieces().written());
  }

  /// The words as they were heard, in one line.
  public String asHeard() {
    return words.replace('\n', ' ');
  }

  public Progress progress() {
    var pieces = pieces();
    boolean isOfAddress = isOfAddress(pieces);
    var address = ADDRESS.matcher(pieces.text());
    boolean isAddress = address.matches();
    // "d e" may be all of it; "c o" may go on
    boolean goesOn =
        !isAddress || (pieces.endsWithLetter() && !Alphabet.isKnownEnd(address.group("end")));
    return new Progress(
        pieces.hasSpelled() || isOfAddress,
        pieces.waits() || (isOfAddress ? goesOn : pieces.endsSpelled()),
        isAddress);
  }

  /// Whether it is spelled from its beginning: letters one by one, or an address. "Dot com" and "at
  /// example dot com" are ends.
  public boolean isAnew() {
    var pieces = pieces();
    return !pieces.beginsWithSign() && (pieces.hasSpelled() || pieces.isAddress());
  }

  /// Whether it is the other one said again, and nothing new beside it, nor an objection: "that's
  /// wrong, A N N A" is none.
  public boolean repeats(Spelling before) {
    var text = text();
    return !text.isEmpty()
        && text.equals(before.text())
        && addsNothing(before)
        && !besides().objects(before.besides());
  }

  /// Whether it is the other one said again with a part of it changed, and nothing new beside it:
  /// an address in the place of an address, the same and more, or mostly the same letters.
  public boolean changes(Spelling before) {
    if (!isAnew() || !addsNothing(before)) return false;
    var now = text();
    var then = before.text();
    boolean isOtherAddress = ADDRESS.matcher(now).matches() && then.indexOf('@') > 0;
    return !now.equals(then)
        && (isOtherAddress || now.startsWith(then) || Likeness.isMostlySame(now, then));
  }

  private boolean addsNothing(Spelling before) {
    return besides().addNothing(before.besides(), alphabet().mail());
  }

  private Besides besides() {
    return new Besides(Locale.forLanguageTag(language).getLanguage(), pieces().besides());
  }

  /// A caller asked for an address may begin with "anna dot meier".
  private boolean isOfAddress(Pieces pieces) {
    return pieces.isAddress() || (isAskedFor() && pieces.hasSign() && pieces.allBelong());
  }

  private boolean isAskedFor() {
    return expected.equals(Expectation.SPELLED);
  }

  /// Whether this utterance is nothing but more of it: "dot com".
  public boolean isContinuedBy(String utterance) {
    var more = new Spelling(language, expected, utterance).pieces();
    return more.allBelong() && (more.hasSign() || more.endsWithLetter());
  }

  /// The spelled text, letter by letter and signs by name, to be said before it is used.
  public String readBack() {
    var pieces = pieces();
    var text = pieces.text();
    int at = text.indexOf('@');
    if (at < 0) return readBack(text, pieces, false);
    return (readBack(text.substring(0, at), pieces, false)
            + " "
            + readBack(text.substring(at), pieces, true))
        .strip();
  }

  /// @param isHost whether the part is behind the `@`, where words are understood as words
  private String readBack(String text, Pieces pieces, boolean isHost) {
    return SIGNS
        .splitAsStream(text)
        .map(part -> part(part, pieces, isHost))
        .collect(Collectors.joining(" "));
  }

  private String part(String part, Pieces pieces, boolean isHost) {
    boolean isSign = part.length() == 1 && !Character.isLetterOrDigit(part.charAt(0));
    if (isSign) return alphabet().name(part);
    if (isHost && (pieces.hasWord(part) || (part.length() > 2 && Alphabet.isKnownEnd(part))))
      return part;
    return part.codePoints()
        .mapToObj(Character::toString)
        .map(Unicode::capital)
        .collect(Collectors.joining(" "));
  }

  private Pieces pieces() {
    return Pieces.of(words, alphabet(), isAskedFor());
  }

  private Alphabet alphabet() {
    return Alphabet.of(Locale.forLanguageTag(language).getLanguage());
  }
}
