package io.parley.tools.model.offline;

import io.parley.core.model.ToolRequest;
import java.util.List;
import java.util.Set;

/// The model's answer to one prompt: words, or tool calls to make first.
record Answer(String text, List<ToolRequest> requests, Set<String> cited) {
  static Answer words(String text, Set<String> cited) {
    return new Answer(text, List.of(), Set.copyOf(cited));
  }

  static Answer requests(List<ToolRequest> requests) {
    return new Answer("", List.copyOf(requests), Set.of());
  }
}
