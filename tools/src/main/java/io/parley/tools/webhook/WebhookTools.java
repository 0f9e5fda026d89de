package io.parley.tools.webhook;

import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.ToolCallbacks;
import io.parley.tools.source.CallbackId;
import io.parley.tools.source.FixedTools;
import io.parley.tools.source.SourceTools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The tools of one definition. They have no connection that stays open.
///
/// @param answers the endpoints that may answer later, by tool
record WebhookTools(List<ToolSpec> offered, FixedTools tools, Map<String, Answers> answers)
    implements SourceTools {
  @Override
  public CompletionStage<Void> ready() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public Set<String> dependencies() {
    return tools.dependencies();
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    return tools.call(call, context);
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    return tools.probe(dependency);
  }

  @Override
  public ToolCallbacks.Read answered(CallbackId id, ToolCallbacks.Received received) {
    var later = answers.get(id.tool());
    return later == null ? new ToolCallbacks.Read.Unknown() : later.read(id, received);
  }

  /// Nothing is open between calls.
  @Override
  public void close() {}
}
