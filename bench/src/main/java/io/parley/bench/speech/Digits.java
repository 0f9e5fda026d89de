package io.parley.bench.speech;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Numbers as they are spoken digit by digit, and as a recogniser writes them.
final class Digits {
  private static final List<String> WORDS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  static final List<String> SINGLE = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  static final List<String> NUMBERS = List.of("1042", "1001", "7319", "2058", "4466", "9830");

  private static final Pattern WORD_ENDS = Pattern.compile("[^a-z0-9']+");
  private static final Map<String, String> OTHERS = Map.of("oh", "0", "o", "0");

  private Digits() {}

  /// @param between of two digits: a blank, or a comma for a pause
  static String spoken(String number, String between) {
    return number
        .chars()
        .mapToObj(digit -> WORDS.get(digit - '0'))
        .collect(Collectors.joining(between));
  }

  /// The digits of a transcript; empty when it has other words.
  static Optional<String> written(String transcript) {
    var digits = new StringBuilder();
    for (var word : WORD_ENDS.splitAsStream(transcript.toLowerCase(Locale.ROOT)).toList()) {
      if (word.isEmpty()) continue;
      if (WORDS.contains(word)) digits.append(WORDS.indexOf(word));
      else if (OTHERS.containsKey(word)) digits.append(OTHERS.get(word));
      else if (word.chars().allMatch(Character::isDigit)) digits.append(word);
      else return Optional.empty();
    }
    return Optional.of(digits.toString());
  }
}
