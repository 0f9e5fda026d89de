package io.parley.tools.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import java.util.concurrent.CompletionStage;

/// One tool. It fails with a [io.parley.core.tool.ToolFailure].
public interface Tool {
  ToolSpec spec();

  /// @param arguments fit the schema
  CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context);

  /// Checks its dependencies with harmless requests.
  CompletionStage<?> probe();
}
