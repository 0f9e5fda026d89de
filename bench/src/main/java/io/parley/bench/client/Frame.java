package io.parley.bench.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/// The server's frames that a load test needs (docs/PROTOCOL.md).
public sealed interface Frame {
  /// A durable event; `id` is the message's when `kind` is `said`, and empty otherwise.
  ///
  /// @param turn 0 when the event belongs to none
  record Event(long seq, String kind, String id, int turn, String json) implements Frame {}

  record Delta() implements Frame {}

  record Accepted(String id, long seq) implements Frame {}

  record Rejected(String problem) implements Frame {}

  record CaughtUp(long seq) implements Frame {}

  /// Typing, pongs and all other frames.
  record Other() implements Frame {}

  /// A reader; thread safe.
  ObjectMapper JSON = new ObjectMapper();

  Delta DELTA = new Delta();
  Other OTHER = new Other();

  /// Most frames of a turn may be deltas: those are not parsed.
  static Frame of(String text) throws IOException {
    if (text.startsWith("{\"type\":\"delta\"")) return DELTA;
    var tree = JSON.readTree(text);
    return switch (tree.path("type").asText()) {
      case "event" -> {
        var event = tree.path("event");
        var kind = event.path("kind").asText();
        yield new Event(
            tree.path("seq").asLong(),
            kind,
            kind.equals("said") ? event.path("id").asText() : "",
            event.path("turn").asInt(),
            event.toString());
      }
      case "accepted" -> new Accepted(tree.path("id").asText(), tree.path("seq").asLong());
      case "rejected" -> new Rejected(tree.at("/problem/type").asText());
      case "closing" -> new Rejected("closing " + tree.path("code").asInt());
      case "caught-up" -> new CaughtUp(tree.path("seq").asLong());
      case "delta" -> DELTA;
      default -> OTHER;
    };
  }
}
