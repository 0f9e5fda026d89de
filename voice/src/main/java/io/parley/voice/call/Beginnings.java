package io.parley.voice.call;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Words with which many answers begin, up to a mark at which a speaker may breathe, and sentences
/// with which they do. A voice that has them in memory says them at once, and makes the rest
/// meanwhile. Only for languages of the voices of this machine: a server would be paid for words
/// that may never be said.
final class Beginnings {
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "en",
          List.of(
              "Yes,",
              "No,",
              "Yes, of course.",
              "Of course.",
              "Of course,",
              "Sure,",
              "Certainly.",
              "Unfortunately,",
              "I am sorry,",
              "I'm sorry,",
              "I am sorry about that.",
              "I'm sorry about that.",
              "I'm sorry to hear that.",
              "Thank you.",
              "Thanks,",
              "You are welcome.",
              "You're welcome.",
              "One moment,"));

  private Beginnings() {}

  /// @param language a BCP 47 tag
  /// @return in no order; none for other languages
  static List<String> in(String language) {
    return WORDS.getOrDefault(Locale.forLanguageTag(language).getLanguage(), List.of());
  }
}
