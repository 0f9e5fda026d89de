package io.parley.core.model;

import io.parley.core.tool.Source;
import java.util.List;
import java.util.Set;

/// The end of one call of a model. Its words went to [ReplyListener#text] before.
///
/// @param toolRequests tools to call before the reply can continue; empty when the reply is
///   complete
/// @param cited refs of the sources that the reply uses; empty when the model does not cite, and
///   all that were found count; [#NONE_CITED] when it cites and used none
/// @param sources sources that no tool of this turn has found, such as those of a cached answer
/// @param degraded whether the words come verbatim from the knowledge base, without a language
///   model
/// @param cutOff whether the model reached its token limit before its end
public record Completion(
    List<ToolRequest> toolRequests,
    Set<String> cited,
    List<Source> sources,
    Usage usage,
    boolean degraded,
    boolean cutOff) {
  /// A reply that uses none of the sources that were found, such as "I don't know that".
  public static final Set<String> NONE_CITED = Set.of("");

  public Completion {
    toolRequests = List.copyOf(toolRequests);
    cited = Set.copyOf(cited);
    sources = List.copyOf(sources);
  }

  /// A complete answer.
  public Completion(
      List<ToolRequest> toolRequests,
      Set<String> cited,
      List<Source> sources,
      Usage usage,
      boolean degraded) {
    this(toolRequests, cited, sources, usage, degraded, false);
  }

  /// A complete answer of a language model.
  public Completion(List<ToolRequest> toolRequests, Set<String> cited, Usage usage) {
    this(toolRequests, cited, List.of(), usage, false, false);
  }
}
