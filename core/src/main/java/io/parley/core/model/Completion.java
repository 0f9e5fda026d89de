package io.parley.core.model;

import io.parley.core.tool.Source;
import java.util.List;
import java.util.Set;

/// The end of one call of a model. Its words went to [ReplyListener#text] before.
///
/// @param toolRequests what to do before the reply can go on; empty when the reply is done
/// @param cited refs of the sources that the words rest on; empty when the model does not tell
/// @param sources what the words rest on that no tool of this turn has found, such as those of an
///   answer that was kept from before
/// @param degraded whether no language model made the words: they come as they are from the
///   knowledge base
/// @param cutOff whether the model reached its limit of tokens before it had said all
public record Completion(
    List<ToolRequest> toolRequests,
    Set<String> cited,
    List<Source> sources,
    Usage usage,
    boolean degraded,
    boolean cutOff) {
  public Completion {
    toolRequests = List.copyOf(toolRequests);
    cited = Set.copyOf(cited);
    sources = List.copyOf(sources);
  }

  /// An answer that is whole.
  public Completion(
      List<ToolRequest> toolRequests,
      Set<String> cited,
      List<Source> sources,
      Usage usage,
      boolean degraded) {
    this(toolRequests, cited, sources, usage, degraded, false);
  }

  /// What a language model made of this prompt.
  public Completion(List<ToolRequest> toolRequests, Set<String> cited, Usage usage) {
    this(toolRequests, cited, List.of(), usage, false, false);
  }
}
