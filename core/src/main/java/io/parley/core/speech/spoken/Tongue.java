package io.parley.core.speech.spoken;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A language's rules for [SpokenForm].
sealed interface Tongue permits English, German, Spanish, French {
  /// Unknown languages use the English rules.
  static Tongue of(String language) {
    return switch (language) {
      case "de" -> new German();
      case "es" -> new Spanish();
      case "fr" -> new French();
      default -> new English();
    };
  }

  Lexicon lexicon();

  /// The sign between thousands.
  char grouping();

  /// A number in words, 0 to 10^12.
  String cardinal(long number);

  /// A number before a noun: "ein Euro", "veintiuna horas".
  String counting(long number, boolean isFeminine);

  String year(int year);

  /// A place in a list: "First:", "Zweitens:".
  String first(int number);

  /// Patterns with the groups `day` and `month` and perhaps `year`.
  List<Pattern> dates();

  /// @param before the word before the date, in lower case; @param month 1 to 12
  String date(int day, int month, OptionalInt year, String before);

  /// @param half `am` or `pm`, if it is written so; @param before the word before the time
  String time(int hour, int minute, Optional<String> half, String before);

  /// An amount of money with a fraction.
  ///
  /// @param cents without their unit; @param unit of the cents
  String withCents(String whole, String cents, String unit);

  /// Between a scale and its unit: "millones de euros".
  default String ofScaled() {
    return "";
  }

  /// Whether a counted noun is feminine.
  ///
  /// @param next the word after the number
  /// @return empty when that is no noun, or when it does not matter
  default Optional<Boolean> isFeminine(String next) {
    return Optional.empty();
  }

  /// The text with its ordinals in words, such as "2nd".
  String ordinals(String text);

  /// A decimal's digits behind the point, which are read one by one.
  default String fraction(String digits) {
    return digits
        .chars()
        .mapToObj(digit -> cardinal(Character.digit(digit, 10)))
        .collect(Collectors.joining(" "));
  }
}
