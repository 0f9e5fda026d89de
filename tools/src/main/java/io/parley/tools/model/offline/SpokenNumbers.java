package io.parley.tools.model.offline;

import io.parley.core.text.Unicode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Order numbers as they are spoken and transcribed: "ten forty-two", "one oh four two", "one
/// thousand and forty-two" are 1042.
final class SpokenNumbers {
  private static final List<String> UNITS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  private static final List<String> TEENS =
      List.of(
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
  private static final Map<String, Integer> VALUES = values();
  private static final String WORD = String.join("|", VALUES.keySet()) + "|hundred|thousand";

  /// Two words of numbers and more, in a row.
  private static final Pattern RUN =
      Pattern.compile(
          "\\b(?:%1$s)(?:[\\s,-]++(?:and\\s++)?(?:%1$s)\\b)++".formatted(WORD),
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BETWEEN = Pattern.compile("[\\s,-]+");

  /// Shorter ones may be amounts and days.
  private static final int DIGITS_MIN = 4;

  private SpokenNumbers() {}

  /// The text with its long numbers in digits.
  static String written(String text) {
    return RUN.matcher(Unicode.bounded(text))
        .replaceAll(
            run -> {
              var digits = digits(run.group());
              return digits.length() < DIGITS_MIN ? run.group() : digits;
            });
  }

  private static String digits(String run) {
    var words =
        BETWEEN
            .splitAsStream(run.toLowerCase(Locale.ROOT))
            .filter(word -> !word.equals("and"))
            .toList();
    return words.contains("hundred") || words.contains("thousand")
        ? Long.toString(amount(words))
        : oneByOne(words);
  }

  private static long amount(List<String> words) {
    long thousands = 0;
    long rest = 0;
    for (var word : words)
      switch (word) {
        case "thousand" -> {
          thousands += Math.max(1, rest) * 1_000;
          rest = 0;
        }
        case "hundred" -> rest = Math.max(1, rest) * 100;
        default -> rest += VALUES.get(word);
      }
    return thousands + rest;
  }

  /// Digits, and pairs of them: forty two is one pair, forty twelve are two.
  private static String oneByOne(List<String> words) {
    var digits = new StringBuilder();
    boolean open = false;
    for (var word : words) {
      int value = VALUES.get(word);
      if (open && value > 0 && value < 10) digits.setLength(digits.length() - 1);
      digits.append(value);
      open = value >= 20;
    }
    return digits.toString();
  }

  private static Map<String, Integer> values() {
    var values = new HashMap<String, Integer>();
    for (int i = 0; i < UNITS.size(); i++) values.put(UNITS.get(i), i);
    for (int i = 0; i < TEENS.size(); i++) values.put(TEENS.get(i), 10 + i);
    for (int i = 0; i < TENS.size(); i++) values.put(TENS.get(i), 20 + 10 * i);
    values.put("oh", 0);
    return Map.copyOf(values);
  }
}
