package io.parley.core.memory.note;

import io.parley.core.text.Unicode;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Normalises notes and compares them.
final class Wordings {
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]{0,40}>");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\s]+");
  private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern SUBJECT =
      Pattern.compile("^(?:the |this )?(?:customer|user|client|kunde|kundin|cliente)(?: s)? ");
  private static final Set<String> NOTHING =
      Set.of(
          "",
          "none",
          "nothing",
          "nothing new",
          "no new facts",
          "no new fact",
          "no facts",
          "n a",
          "unknown",
          "not known",
          "no",
          "keine",
          "keiner",
          "nichts",
          "nichts neues",
          "ninguno",
          "ninguna",
          "nada",
          "nada nuevo",
          "rien",
          "aucun");

  private Wordings() {}

  /// In one line, without markup that could break out of its place in a prompt.
  static String line(String text) {
    return UNSEEN.matcher(TAG.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
  }

  /// For comparing: lower-case letters and digits only, without "the customer".
  static String plain(String text) {
    var words = String.join(" ", words(text).toList());
    return SUBJECT.matcher(words + " ").replaceFirst("").strip();
  }

  /// Words of lower-case letters and digits.
  static Stream<String> words(String text) {
    return NOT_A_WORD
        .splitAsStream(Unicode.small(Unicode.nfkc(text)))
        .filter(word -> !word.isEmpty());
  }

  /// Whether a text says that there is nothing to say.
  static boolean isNothing(String text) {
    return NOTHING.contains(plain(text)) || text.codePoints().noneMatch(Character::isLetter);
  }

  /// At most `max` UTF-16 units, cut at the end of a sentence or else of a word where there is one
  /// in the second half.
  static String cut(String text, int max) {
    if (text.length() <= max) return text;
    int sentence = Math.max(text.lastIndexOf(". ", max - 1), text.lastIndexOf("! ", max - 1)) + 1;
    if (sentence > max / 2) return text.substring(0, sentence);
    int word = text.lastIndexOf(' ', max - 1);
    int end = word > max / 2 ? word : max - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
    return text.substring(0, end) + "…";
  }
}
