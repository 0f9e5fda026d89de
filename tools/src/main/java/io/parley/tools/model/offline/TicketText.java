package io.parley.tools.model.offline;

import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.PromptMessage.ToolUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A ticket's text for the colleague who takes it: the reason, and the conversation's last lines,
/// quoted.
final class TicketText {
  private static final int SUBJECT_CHARS = 120;
  private static final int LINE_CHARS = 600;
  private static final int LINES_MAX = 6;

  private TicketText() {}

  /// @param about the customer's words on the matter; their first sentence becomes the subject
  static String subject(String prefix, String about) {
    var sentences = Sentences.of(about);
    var first = sentences.isEmpty() ? "" : sentences.getFirst();
    return Sentences.line(first.isEmpty() ? prefix : prefix + ": " + first, SUBJECT_CHARS);
  }

  static String description(String why, Conversation talk) {
    var lines = new ArrayList<String>();
    for (var message : talk.before()) line(message).ifPresent(lines::add);
    for (var asked : talk.asked()) lines.add(quoted("Customer", asked));
    return why
        + "\n\nThe end of the conversation:\n\n"
        + lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()).stream()
            .collect(Collectors.joining("\n"));
  }

  private static Optional<String> line(PromptMessage message) {
    return switch (message) {
      case Customer(var text) -> Optional.of(quoted("Customer", text));
      case Assistant(var text) -> Optional.of(quoted("Assistant", text));
      case Colleague(var text) -> Optional.of(quoted("Colleague", text));
      case Earlier _, Remembered _, Named _, ToolUse _ -> Optional.empty();
    };
  }

  private static String quoted(String who, String text) {
    return who + ": " + Sentences.line(text, LINE_CHARS);
  }

  static List<String> numbers(String text) {
    var numbers = new ArrayList<String>();
    Numbers.orders(text).forEach(number -> numbers.add("order " + number));
    Numbers.tickets(text).forEach(number -> numbers.add("ticket " + number));
    return numbers;
  }
}
