package io.parley.sessions.reply;

import io.parley.core.memory.HistoryLine;
import io.parley.core.model.PromptMessage;

/// Formats lines of the conversation for a model.
public final class PromptLines {
  private PromptLines() {}

  public static PromptMessage message(HistoryLine line) {
    return switch (line.by()) {
      case CUSTOMER -> new PromptMessage.Customer(line.text());
      case HUMAN, OPERATOR -> new PromptMessage.Colleague(line.text());
      case BOT, SYSTEM -> new PromptMessage.Assistant(line.text());
    };
  }

  /// The first `max` UTF-16 units of `text`, less one where they would end inside a surrogate pair.
  public static String cut(String text, int max) {
    if (text.length() <= max) return text;
    return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
  }
}
