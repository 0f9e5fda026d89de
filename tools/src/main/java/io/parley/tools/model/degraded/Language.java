package io.parley.tools.model.degraded;

import io.parley.core.text.Unicode;
import java.util.regex.Pattern;

/// The languages of the last resort's apology, guessed by the small words that every sentence has.
enum Language {
  ENGLISH(
      "The assistant is out of order at the moment. These are excerpts from our help centre that"
          + " may answer your question:",
      "the a is are my i you it to do does can how what where when of and for not with have"
          + " your please was this that",
      ""),
  GERMAN(
      "Der Assistent ist zurzeit außer Betrieb. Diese Auszüge aus unserem Hilfebereich"
          + " beantworten vielleicht Ihre Frage:",
      "der die das den dem ein eine einen ist sind ich mein meine meinen sie wie wo was wann kann"
          + " und nicht mit für zu von habe auf bitte wird es ihr",
      "äöüß"),
  SPANISH(
      "El asistente no funciona en este momento. Estos extractos de nuestro centro de ayuda quizá"
          + " respondan a su pregunta:",
      "el la los las un una es son mi mis yo usted cómo como dónde donde qué que cuándo cuando"
          + " puedo puede y no con para por de en del está tengo favor quiero",
      "ñ¿¡áíóú");

  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private final String excuse;
  private final String words;
  private final String letters;

  Language(String excuse, String words, String letters) {
    this.excuse = excuse;
    this.words = " " + words + " ";
    this.letters = letters;
  }

  /// Says that the assistant is out of order and that excerpts follow.
  String excuse() {
    return excuse;
  }

  /// English where the text does not tell.
  static Language of(String text) {
    var best = ENGLISH;
    for (var language : values()) if (language.score(text) > best.score(text)) best = language;
    return best;
  }

  private long score(String text) {
    var small = Unicode.small(text);
    return WORD.matcher(small)
            .results()
            .filter(word -> words.contains(" " + word.group() + " "))
            .count()
        + small.chars().filter(c -> letters.indexOf(c) >= 0).count();
  }
}
