package io.parley.core.speech.spoken;

import io.parley.core.text.Unicode;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One pass over a text: what a pattern finds is written in other words.
final class Passes {
  private static final int WORD_MAX = 16;

  private Passes() {}

  /// The words beside a match; empty if there is none, or a long one.
  ///
  /// @param before in lower case
  record Beside(String before, String after) {}

  static String each(Pattern pattern, String text, BiFunction<MatchResult, Beside, String> words) {
    return pattern
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    words.apply(found, beside(text, found.start(), found.end()))));
  }

  static Beside beside(String text, int from, int to) {
    return new Beside(before(text, from), after(text, to));
  }

  static String all(Pattern pattern, String text, String words) {
    return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(words));
  }

  private static String before(String text, int end) {
    int to = end > 0 && text.charAt(end - 1) == ' ' ? end - 1 : end;
    int from = to;
    while (from > 0 && to - from <= WORD_MAX && Character.isLetter(text.charAt(from - 1))) from--;
    return to - from > WORD_MAX ? "" : Unicode.small(text.substring(from, to));
  }

  private static String after(String text, int start) {
    int from = start < text.length() && text.charAt(start) == ' ' ? start + 1 : start;
    int to = from;
    while (to < text.length() && to - from <= WORD_MAX && Character.isLetter(text.charAt(to))) to++;
    return to - from > WORD_MAX ? "" : text.substring(from, to);
  }

  static String capital(String word) {
    int first = Character.charCount(word.codePointAt(0));
    return Unicode.capital(word.substring(0, first)) + word.substring(first);
  }
}
