package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Principal;
import io.parley.http.json.Fields;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// A tool that this server offers.
interface McpTool {

  /// An element of a call's course; a result is the last one.
  sealed interface Step {}

  /// @param message for people
  record Progress(String message) implements Step {}

  /// @param result a `CallToolResult`
  record Done(ObjectNode result) implements Step {}

  String name();

  /// As `tools/list` shows it.
  ObjectNode definition();

  /// Whether the tool is listed for this principal; for all others it does not exist.
  boolean isFor(Principal principal);

  /// Cancelled when the caller is gone. A failed stream becomes a result with `isError`.
  Source<Step, NotUsed> call(McpCaller caller, Fields arguments);
}
