package io.parley.core.phone;

import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The customer's last question, short enough to be said aloud: one sentence of their newest
/// message that says something by itself. "Yes, please" does not.
public final class LastQuestion {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final String ENDS = ".!?";
  private static final int WORDS_MIN = 3;
  private static final int LENGTH_MAX = 120;

  private LastQuestion() {}

  /// @param events of a session, in order
  /// @return with a sign at its end; empty when nothing was asked
  public static Optional<String> of(List<? extends SessionEvent> events) {
    return events.reversed().stream()
        .filter(Said.class::isInstance)
        .map(Said.class::cast)
        .filter(Said::asksAgent)
        .flatMap(said -> sentence(said.text()).stream())
        .findFirst();
  }

  private static Optional<String> sentence(String text) {
    var rest = BLANKS.matcher(text).replaceAll(" ").strip();
    while (!rest.isEmpty()) {
      int end = end(rest);
      var sentence = rest.substring(0, end);
      if (saysSomething(sentence)) return Optional.of(closed(shortened(sentence)));
      rest = rest.substring(end).strip();
    }
    return Optional.empty();
  }

  /// Behind the first sign that ends a sentence: "10.50" is none.
  private static int end(String text) {
    for (int i = 0; i < text.length(); i++)
      if (ENDS.indexOf(text.charAt(i)) >= 0
          && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) return i + 1;
    return text.length();
  }

  private static boolean saysSomething(String sentence) {
    return sentence.chars().anyMatch(Character::isDigit)
        || sentence.chars().filter(c -> c == ' ').count() >= WORDS_MIN - 1;
  }

  private static String shortened(String sentence) {
    if (sentence.length() <= LENGTH_MAX) return sentence;
    int blank = sentence.lastIndexOf(' ', LENGTH_MAX);
    return sentence.substring(0, blank > 0 ? blank : LENGTH_MAX);
  }

  private static String closed(String sentence) {
    return ENDS.indexOf(sentence.charAt(sentence.length() - 1)) >= 0 ? sentence : sentence + ".";
  }
}
