package io.parley.core.tool.source;

import java.util.List;

/// The text of a prompt with its arguments filled in. It is another server's text: shown to a
/// person, never sent by itself.
///
/// @param isShortened whether parts are missing, because they are no text or too long
public record PromptText(List<Message> messages, boolean isShortened) {

  /// @param isOfAssistant whether it is written as a reply; otherwise as a request
  public record Message(boolean isOfAssistant, String text) {}

  public PromptText {
    messages = List.copyOf(messages);
  }
}
