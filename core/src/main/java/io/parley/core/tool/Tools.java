package io.parley.core.tool;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// The tools of this node. Thread safe; never blocks the caller.
public interface Tools {

  /// Every tool there is. Which of them an agent may use is the agent's definition's to say.
  List<ToolSpec> specs();

  /// A name as it may be shown and counted: one that a model made up is `unknown`.
  default String known(String name) {
    return specs().stream().anyMatch(spec -> spec.name().equals(name)) ? name : "unknown";
  }

  /// Performs one attempt of `call`. Arguments that do not fit the schema, or a tool that is not
  /// there, are an outcome `REJECTED` that tells the model what was expected. The stage fails with
  /// a [ToolFailure] when the dependency failed.
  CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context);

  /// Completes when the dependency (see [ToolSpec#dependency]) answers a harmless question.
  CompletionStage<Void> probe(String dependency);
}
