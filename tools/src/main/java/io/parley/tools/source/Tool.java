package io.parley.tools.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.Finding;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One tool. It fails with a [io.parley.core.tool.ToolFailure].
public interface Tool {
  ToolSpec spec();

  /// @param arguments fit the schema
  CompletionStage<ToolOutcome> call(JsonNode arguments, ToolContext context);

  /// The outcome of a call in doubt: see [io.parley.core.tool.Tools#lookUp].
  ///
  /// @param arguments of the call, which fitted the schema when it was made
  default CompletionStage<Finding> lookUp(JsonNode arguments, ToolContext context) {
    return CompletableFuture.completedFuture(Finding.CANNOT_TELL);
  }

  /// Undoes a call in doubt: see [io.parley.core.tool.Tools#compensate].
  ///
  /// @param arguments of the call, which fitted the schema when it was made
  default CompletionStage<Finding> compensate(JsonNode arguments, ToolContext context) {
    return CompletableFuture.completedFuture(Finding.CANNOT_TELL);
  }

  /// Checks its dependencies with harmless requests.
  CompletionStage<?> probe();
}
