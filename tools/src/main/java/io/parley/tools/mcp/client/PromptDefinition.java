package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.SourcePrompt.Argument;
import io.parley.tools.source.OutsideText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;

/// Reads a prompt of `prompts/list` (MCP, "Prompts").
final class PromptDefinition {
  private static final int NAME_MAX = 100;
  private static final int TITLE_MAX = 100;
  private static final int ARGUMENTS_MAX = 50;

  private PromptDefinition() {}

  /// Empty for one that cannot be asked for: a name that is missing, too long, twice or with
  /// invisible characters, or too many arguments.
  static Optional<SourcePrompt> of(JsonNode entry, int descriptionMax) {
    if (!isName(entry.path("name")) || entry.path("arguments").size() > ARGUMENTS_MAX)
      return Optional.empty();
    var arguments = new ArrayList<Argument>();
    var names = new HashSet<String>();
    for (var argument : entry.path("arguments")) {
      if (!isName(argument.path("name")) || !names.add(argument.path("name").asText()))
        return Optional.empty();
      arguments.add(
          new Argument(
              argument.path("name").asText(),
              title(argument),
              description(argument, descriptionMax),
              argument.path("required").asBoolean(false)));
    }
    return Optional.of(
        new SourcePrompt(
            entry.path("name").asText(),
            title(entry),
            description(entry, descriptionMax),
            arguments));
  }

  private static boolean isName(JsonNode name) {
    return name.isTextual()
        && !name.asText().isBlank()
        && name.asText().length() <= NAME_MAX
        && OutsideText.line(name.asText()).equals(name.asText());
  }

  private static String title(JsonNode entry) {
    return OutsideText.line(OutsideText.cut(entry.path("title").asText(""), TITLE_MAX));
  }

  private static String description(JsonNode entry, int max) {
    return OutsideText.cut(OutsideText.visible(entry.path("description").asText("")), max);
  }
}
