package io.parley.voice.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.tool.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The matter that the customer is asked to agree to, as it is said: the tool's label and all
/// arguments, as the chat page shows them.
public record ConsentQuestion(String text) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A longer question is not understood by ear, and so is not asked.
  private static final int TEXT_MAX = 400;

  /// Empty if it cannot be said.
  public static Optional<ConsentQuestion> of(String label, Json arguments) {
    var parts = new ArrayList<String>();
    parts.add(label.strip());
    try {
      add(parts, "", JSON.readTree(arguments.text()));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
    var text = sentences(parts);
    return text.length() > TEXT_MAX ? Optional.empty() : Optional.of(new ConsentQuestion(text));
  }

  /// @param opening "Shall I do this?"
  public String spoken(String opening) {
    return opening + " " + text;
  }

  private static void add(List<String> parts, String name, JsonNode value) {
    if (value.isObject())
      value.properties().forEach(e -> add(parts, name + " " + words(e.getKey()), e.getValue()));
    else if (value.isArray()) value.forEach(each -> add(parts, name, each));
    else parts.add(name.isBlank() ? value.asText() : name.strip() + ": " + value.asText());
  }

  /// `orderId` and `order_id` are "order id".
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .replaceAll("[_-]+", " ")
        .toLowerCase(Locale.ROOT);
  }

  private static String sentences(List<String> parts) {
    var text = String.join(". ", parts);
    return text.matches("(?s).*[.!?]$") ? text : text + ".";
  }
}
