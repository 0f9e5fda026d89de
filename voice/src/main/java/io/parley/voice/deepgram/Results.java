package io.parley.voice.deepgram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.voice.remote.Failures;
import java.util.Optional;

/// Deepgram's transcript of some sound: message `Results`. Calls do not need the others
/// (`Metadata`, `SpeechStarted`, `UtteranceEnd`).
///
/// @param confidence 0 to 1
/// @param isFinal whether the words of this sound are settled
/// @param isFlushed whether this is the answer to a `Finalize`
record Results(String text, double confidence, boolean isFinal, boolean isFlushed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @return empty for other messages
  static Optional<Results> of(String name, String message) {
    var node = object(name, message);
    return switch (node.path("type").asText()) {
      case "Results" -> Optional.of(of(name, node));
      case "Error" -> throw Failures.of(Category.UNAVAILABLE, name + " reported an error");
      default -> Optional.empty();
    };
  }

  private static Results of(String name, JsonNode node) {
    var best = node.path("channel").path("alternatives").path(0);
    if (!best.path("transcript").isTextual() || !node.path("is_final").isBoolean())
      throw Failures.of(Category.GARBAGE, name + " sent results without a transcript");
    return new Results(
        best.path("transcript").asText().strip(),
        Math.clamp(best.path("confidence").asDouble(0), 0, 1),
        node.path("is_final").asBoolean(),
        node.path("from_finalize").asBoolean(false));
  }

  private static JsonNode object(String name, String message) {
    try {
      var node = JSON.readTree(message);
      if (node.isObject()) return node;
      throw notJson(name);
    } catch (JsonProcessingException e) {
      throw notJson(name);
    }
  }

  /// Without its cause, whose message would quote what was said.
  private static SpeechFailure notJson(String name) {
    return Failures.of(Category.GARBAGE, name + " sent something other than JSON");
  }
}
