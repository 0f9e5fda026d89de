package io.parley.core.speech;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Reads how many digits a number has that is asked for: "the four-digit number", "vierstellig",
/// "de cuatro cifras".
final class DigitCount {
  /// Fewer digits are named for other reasons: "the last two digits".
  private static final int LEAST = 3;

  private static final int MOST = 12;

  /// From three on.
  private static final Map<String, List<String>> NUMERALS =
      Map.of(
          "en", split("three,four,five,six,seven,eight,nine,ten,eleven,twelve"),
          "de", split("drei,vier,fünf,sechs,sieben,acht,neun,zehn,elf,zwölf"),
          "es", split("tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce"));

  private static final Map<String, List<String>> DIGITS =
      Map.of(
          "en", split("digit,digits"),
          "de", split("ziffer,ziffern,stellen"),
          "es", split("cifra,cifras,dígito,dígitos"));

  private static final String IN_ONE_WORD = "stellig";

  private DigitCount() {}

  private static List<String> split(String commaSeparated) {
    return Arrays.asList(commaSeparated.split(","));
  }

  /// @param words in small letters
  /// @param language `en`, `de` or `es`
  /// @return empty when the words name none, or several
  static OptionalInt in(List<String> words, String language) {
    var counts =
        IntStream.range(0, words.size())
            .map(at -> at(words, at, language))
            .filter(count -> count >= LEAST && count <= MOST)
            .distinct()
            .toArray();
    return counts.length == 1 ? OptionalInt.of(counts[0]) : OptionalInt.empty();
  }

  private static int at(List<String> words, int at, String language) {
    var word = words.get(at);
    int joined = word.indexOf(IN_ONE_WORD);
    if (language.equals("de") && joined > 0) return number(word.substring(0, joined), language);
    boolean isNoun = at > 0 && DIGITS.get(language).contains(word);
    return isNoun ? number(words.get(at - 1), language) : 0;
  }

  private static int number(String word, String language) {
    int named = NUMERALS.get(language).indexOf(word);
    if (named >= 0) return LEAST + named;
    return word.matches("\\d{1,2}") ? Integer.parseInt(word) : 0;
  }
}
