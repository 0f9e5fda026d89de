package io.parley.core.speech.spelling;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words beside a spelled text, when it is said again.
///
/// @param language of two or three letters; others than English, German and Spanish as English
/// @param words in small letters, in order
record Besides(String language, List<String> words) {
  /// "Otra" alone is another one.
  private static final List<String> AGAIN = List.of("otra", "vez");

  /// Words that tell nothing but that it comes: "my address is". By language: "mal" is "once" in
  /// German, and "wrong" in Spanish.
  private static final Map<String, Set<String>> ANNOUNCING =
      Map.of(
          "en",
          split(
              "my name is it it's it’s its the that that's that’s i said say address number code"
                  + " order please again"),
          "de",
          split(
              "mein meine name ist es das ich sagte habe gesagt heiße adresse nummer code lautet"
                  + " bestellung bestellnummer bitte noch mal nochmal die der"),
          "es",
          split("mi es dije he dicho dirección número nombre la el código pedido por favor vez"));

  /// Words that object or doubt, where they are no refusal by themselves.
  private static final Map<String, Set<String>> OBJECTING =
      Map.of(
          "en",
          split(
              "wrong incorrect false mistake misspelled misspelt misheard other another different"
                  + " instead but maybe perhaps"),
          "de",
          split(
              "falsch verkehrt fehler anders andere anderer anderes statt sondern aber vielleicht"),
          "es",
          split(
              "mal incorrecto incorrecta equivocado equivocada error falso falsa otro otra pero"
                  + " quizás quizá"));

  Besides {
    words = List.copyOf(words);
  }

  private static Set<String> split(String spaced) {
    return Set.of(spaced.split(" "));
  }

  /// Whether each of them was said before, too, or tells nothing.
  ///
  /// @param mail words that announce an address
  boolean addNothing(Besides before, Set<String> mail) {
    var telling = of(ANNOUNCING);
    for (int at = 0; at < words.size(); at++) {
      var word = words.get(at);
      if (isAgain(at) || before.words.contains(word)) continue;
      if (!telling.contains(word) && !mail.contains(word)) return false;
    }
    return true;
  }

  /// Whether one of them objects, or doubts. The same sentence as before objects to nothing that
  /// was said since.
  boolean objects(Besides before) {
    if (words.equals(before.words)) return false;
    for (int at = 0; at < words.size(); at++)
      if (!isAgain(at) && of(OBJECTING).contains(words.get(at))) return true;
    return false;
  }

  private boolean isAgain(int at) {
    return at + 1 < words.size() && words.subList(at, at + 2).equals(AGAIN);
  }

  private Set<String> of(Map<String, Set<String>> byLanguage) {
    return byLanguage.getOrDefault(language, byLanguage.get("en"));
  }
}
