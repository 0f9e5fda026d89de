package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.source.PromptText;
import io.parley.core.tool.source.PromptText.Message;
import io.parley.tools.source.OutsideText;
import java.util.ArrayList;
import java.util.Optional;

/// Reads the result of `prompts/get`: its texts, without invisible characters.
final class PromptMessages {
  private static final int MESSAGES_MAX = 50;
  private static final int TEXT_MAX = 8_000;

  private PromptMessages() {}

  static PromptText of(ObjectNode result) {
    var messages = new ArrayList<Message>();
    boolean isShortened = false;
    for (var message : result.path("messages")) {
      var text = text(message.path("content"));
      if (text.isEmpty() || messages.size() == MESSAGES_MAX) {
        isShortened = true;
        continue;
      }
      var shown = OutsideText.visible(text.get());
      isShortened |= shown.length() > TEXT_MAX;
      messages.add(
          new Message(
              message.path("role").asText().equals("assistant"), OutsideText.cut(shown, TEXT_MAX)));
    }
    return new PromptText(messages, isShortened);
  }

  /// Of a text, or of a document in the message; images and sounds have none.
  private static Optional<String> text(JsonNode content) {
    var text =
        content.path("type").asText().equals("resource")
            ? content.at("/resource/text")
            : content.path("text");
    return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
  }
}
