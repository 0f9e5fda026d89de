package io.parley.core.model;

import java.util.List;
import java.util.Set;

/// The end of one call of a model. Its words went to [ReplyListener#text] before.
///
/// @param toolRequests what to do before the reply can go on; empty when the reply is done
/// @param cited refs of the sources that the words rest on; empty when the model does not tell
public record Completion(List<ToolRequest> toolRequests, Set<String> cited, Usage usage) {
  public Completion {
    toolRequests = List.copyOf(toolRequests);
    cited = Set.copyOf(cited);
  }
}
