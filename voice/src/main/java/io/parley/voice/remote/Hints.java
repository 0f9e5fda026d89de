package io.parley.voice.remote;

import io.parley.core.speech.Expectation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Hints for engines that take them in words: what a caller is expected to say, in the caller's
/// language. None for a language that is not known here.
public final class Hints {
  /// @param number example of a number; @param answer of a yes or a no; @param name, @param spelled
  ///   likewise
  /// @param digits words of the digits; @param answers words of a yes and a no
  private record Words(
      String number,
      String answer,
      String name,
      String spelled,
      List<String> digits,
      List<String> answers) {}

  private static final Map<String, Words> KNOWN =
      Map.of(
          "en",
          new Words(
              "The caller says a number, digit by digit: 1, 0, 4, 2.",
              "The caller says yes or no: Yes. No, thanks.",
              "The caller says a name.",
              "The caller spells a word, letter by letter: A, N, N, A.",
              List.of(
                  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
              List.of("yes", "no")),
          "de",
          new Words(
              "Der Anrufer nennt eine Nummer, Ziffer für Ziffer: 1, 0, 4, 2.",
              "Der Anrufer sagt Ja oder Nein: Ja. Nein, danke.",
              "Der Anrufer nennt einen Namen.",
              "Der Anrufer buchstabiert ein Wort: A, N, N, A.",
              List.of(
                  "null", "eins", "zwei", "zwo", "drei", "vier", "fünf", "sechs", "sieben", "acht",
                  "neun"),
              List.of("ja", "nein")),
          "es",
          new Words(
              "La persona dice un número, cifra por cifra: 1, 0, 4, 2.",
              "La persona dice sí o no: Sí. No, gracias.",
              "La persona dice un nombre.",
              "La persona deletrea una palabra: A, N, N, A.",
              List.of(
                  "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho",
                  "nueve"),
              List.of("sí", "no")));

  private Hints() {}

  /// A text before the transcript, as models of the Whisper family take it.
  ///
  /// @param language a BCP 47 tag
  public static Optional<String> prompt(Expectation expected, String language) {
    return known(language)
        .flatMap(
            words ->
                switch (expected) {
                  case Expectation.Free _ -> Optional.empty();
                  case Expectation.Digits _ -> Optional.of(words.number());
                  case Expectation.YesOrNo _ -> Optional.of(words.answer());
                  case Expectation.Name _ -> Optional.of(words.name());
                  case Expectation.Spelled _ -> Optional.of(words.spelled());
                });
  }

  /// Words that are likelier than usual.
  ///
  /// @param language a BCP 47 tag
  public static List<String> terms(Expectation expected, String language) {
    return known(language)
        .map(
            words ->
                switch (expected) {
                  case Expectation.Digits _ -> words.digits();
                  case Expectation.YesOrNo _ -> words.answers();
                  case Expectation.Free _, Expectation.Name _, Expectation.Spelled _ ->
                      List.<String>of();
                })
        .orElse(List.of());
  }

  private static Optional<Words> known(String language) {
    return Optional.ofNullable(KNOWN.get(Locale.forLanguageTag(language).getLanguage()));
  }
}
