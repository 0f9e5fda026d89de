package io.parley.core.model;

import io.parley.core.tool.Source;
import java.util.List;

/// The end of one call of a model. Its words went to [ReplyListener#text] before.
///
/// @param toolRequests tools to call before the reply can continue; empty when the reply is
///   complete
/// @param cited the sources of this turn's tools that the reply uses
/// @param sources sources that no tool of this turn has found, such as those of a cached answer
/// @param degraded whether the words come verbatim from the knowledge base, without a language
///   model
/// @param cutOff whether the model reached its token limit before its end
public record Completion(
    List<ToolRequest> toolRequests,
    Citations cited,
    List<Source> sources,
    Usage usage,
    boolean degraded,
    boolean cutOff) {
  public Completion {
    toolRequests = List.copyOf(toolRequests);
    sources = List.copyOf(sources);
  }

  /// A complete answer.
  public Completion(
      List<ToolRequest> toolRequests,
      Citations cited,
      List<Source> sources,
      Usage usage,
      boolean degraded) {
    this(toolRequests, cited, sources, usage, degraded, false);
  }

  /// A complete answer of a language model.
  public Completion(List<ToolRequest> toolRequests, Citations cited, Usage usage) {
    this(toolRequests, cited, List.of(), usage, false, false);
  }
}
