package io.parley.tools.model.langchain;

import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.tool.ToolSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Names of tools as all providers take them (`[a-zA-Z_][a-zA-Z0-9_-]{0,63}`) and back. Made for
/// one prompt: the same prompt gives the same names.
final class ToolNames {
  private static final int LENGTH_MAX = 64;

  private final Map<String, String> sent = new HashMap<>();
  private final Map<String, String> ours = new HashMap<>();

  private ToolNames() {}

  static ToolNames of(Prompt prompt) {
    var names = new ToolNames();
    Stream.concat(
            prompt.tools().stream().map(ToolSpec::name),
            prompt.messages().stream()
                .filter(ToolUse.class::isInstance)
                .map(use -> ((ToolUse) use).call().tool()))
        .distinct()
        .forEach(names::add);
    return names;
  }

  String sent(String tool) {
    return sent.getOrDefault(tool, tool);
  }

  /// A name that was never sent is the model's invention, and is returned unchanged: the tools
  /// reject it and list those that exist.
  String ours(String name) {
    return ours.getOrDefault(name, name);
  }

  /// `kb.search` is sent as `kb_search`; should there be a tool of that name too, as `kb_search2`.
  private void add(String tool) {
    var plain = tool.replaceAll("[^a-zA-Z0-9_-]", "_").replaceFirst("^(?=[0-9-])", "_");
    var name = cut(plain, "");
    for (int i = 2; name.isEmpty() || ours.containsKey(name); i++) name = cut(plain, "" + i);
    sent.put(tool, name);
    ours.put(name, tool);
  }

  private static String cut(String name, String suffix) {
    return name.substring(0, Math.min(name.length(), LENGTH_MAX - suffix.length())) + suffix;
  }
}
