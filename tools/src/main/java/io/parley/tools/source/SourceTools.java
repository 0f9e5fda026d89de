package io.parley.tools.source;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.core.tool.source.PromptText;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.SourceResources;
import io.parley.core.tool.source.ToolCallbacks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// An open source. The names of its tools begin with its own name. Cancelling the stage of a call
/// stops the call.
public interface SourceTools extends Tools, AutoCloseable {
  /// All tools that it offers now, from memory. Their list may change at any time.
  List<ToolSpec> offered();

  @Override
  default List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    return offered();
  }

  /// Completes when it has its tools for the first time, or fails.
  CompletionStage<Void> ready();

  /// Why it cannot be used now, for an operator; empty while it can.
  Optional<String> problem();

  /// Tools of the server that cannot be offered, with reasons.
  default List<String> refusals() {
    return List.of();
  }

  /// All prompts that it offers now, from memory.
  default List<SourcePrompt> prompts() {
    return List.of();
  }

  /// Writes a prompt. Fails with [io.parley.core.tool.ToolFailure] when the server does not answer,
  /// and with [SourceFailure] when it refuses.
  default CompletionStage<PromptText> prompt(String name, Map<String, String> arguments) {
    return CompletableFuture.failedFuture(new SourceFailure("there are no prompts", null));
  }

  /// The resources that it has now. Blocks until the server has answered.
  ///
  /// @throws IOException with the reason for people
  default List<SourceResources.Listed> resources() throws IOException {
    return List.of();
  }

  /// Reads a resource; likewise.
  default List<SourceResources.Content> resource(String uri) throws IOException {
    throw new SourceResources.Refused("there are no resources");
  }

  /// The request that a call would send, for operators, with marks in place of secrets. Sends
  /// nothing. Empty if the source cannot tell.
  default Optional<Json> request(ToolCall call, ToolContext context) {
    return Optional.empty();
  }

  /// Checks a request that may answer one of its calls. May block.
  ///
  /// @param id names a tool whose name begins with the source's
  default ToolCallbacks.Read answered(CallbackId id, ToolCallbacks.Received received) {
    return new ToolCallbacks.Read.Unknown();
  }

  /// Ends its connections and processes. Calls under way fail.
  @Override
  void close();
}
