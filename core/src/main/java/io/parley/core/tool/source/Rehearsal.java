package io.parley.core.tool.source;

import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import java.util.Optional;

/// A call of a tool that an operator makes to see what happens, outside any conversation.
///
/// @param tool its name
/// @param isSent whether it is called, with its effect; otherwise only its request is shown
/// @param id the idempotency key
/// @param customer the id of the customer that it is made for
public record Rehearsal(
    String tool, Json arguments, boolean isSent, String id, Optional<String> customer) {

  /// Result of a rehearsal.
  ///
  /// @param request with marks in place of secrets; empty if the source cannot tell
  /// @param outcome empty if it was not called, or failed
  /// @param problem why it failed
  public record Seen(
      Optional<Json> request, Optional<ToolOutcome> outcome, Optional<String> problem) {}
}
