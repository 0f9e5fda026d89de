package io.parley.core.tool.source;

import java.util.List;
import java.util.Optional;

/// A source and its state on the node that was asked.
///
/// @param problem why it cannot be used now, for an operator; empty while it can
/// @param tools all that it offers now
/// @param prompts all that it offers now
/// @param refused further ones that cannot be offered, with reasons
/// @param signIn empty for a source that needs none
public record ToolSourceState(
    ToolSource source,
    Optional<String> problem,
    List<OfferedTool> tools,
    List<OfferedPrompt> prompts,
    List<String> refused,
    Optional<SignIn> signIn) {
  public ToolSourceState {
    tools = List.copyOf(tools);
    prompts = List.copyOf(prompts);
    refused = List.copyOf(refused);
  }

  /// Of a source without a sign-in.
  public ToolSourceState(
      ToolSource source,
      Optional<String> problem,
      List<OfferedTool> tools,
      List<OfferedPrompt> prompts,
      List<String> refused) {
    this(source, problem, tools, prompts, refused, Optional.empty());
  }
}
