package io.parley.http.mcp;

import java.util.Locale;
import java.util.Optional;

/// The customer's sentence that asks for a human, in the languages of the pages.
enum Wish {
  EN("I would like to talk to a human."),
  DE("Ich möchte mit einem Menschen sprechen."),
  ES("Quiero hablar con una persona.");

  /// The longest sentence and a line break, in UTF-16 units.
  static final int LENGTH_MAX = 50;

  private final String sentence;

  Wish(String sentence) {
    this.sentence = sentence;
  }

  /// English where the language is not among them.
  static Wish in(Locale language) {
    return switch (language.getLanguage()) {
      case "de" -> DE;
      case "es" -> ES;
      default -> EN;
    };
  }

  String with(Optional<String> reason) {
    return reason.map(text -> sentence + "\n" + text).orElse(sentence);
  }
}
