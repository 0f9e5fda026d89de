package io.parley.http.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.Approval;
import io.parley.core.tool.FormReply;
import io.parley.core.tool.Json;
import java.util.Optional;

/// The frames that a client may send on a WebSocket.
sealed interface ClientFrame {
  record Say(String id, String text) implements ClientFrame {}

  record Typing() implements ClientFrame {}

  record Interrupt(String id, int turn) implements ClientFrame {}

  /// @param arguments in place of those that were shown
  record Decide(
      String id, String call, Approval decision, Optional<String> note, Optional<Json> arguments)
      implements ClientFrame {}

  /// A reply to a question of a tool call.
  record Fill(String form, FormReply reply) implements ClientFrame {}

  /// @param score 1 to 5
  record Rate(String id, int score, Optional<String> comment) implements ClientFrame {}

  record End(String id, Optional<String> reason) implements ClientFrame {}

  record Renew(String token) implements ClientFrame {
    @Override
    public String toString() {
      return "Renew[(not shown)]";
    }
  }

  /// @param at returned as sent: a number or a short string
  record Ping(Optional<JsonNode> at) implements ClientFrame {}
}
