package io.parley.tools.registry;

import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.SourcePrompt.Argument;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Checks the arguments of a prompt before its server is asked.
final class PromptArguments {
  private PromptArguments() {}

  /// @return a sentence with what was expected; empty if they fit
  static Optional<String> wrong(SourcePrompt prompt, Map<String, String> arguments) {
    for (var argument : prompt.arguments())
      if (argument.required() && arguments.getOrDefault(argument.name(), "").isBlank())
        return Optional.of("arguments.%s is missing (expected: a text)".formatted(argument.name()));
    var known = prompt.arguments().stream().map(Argument::name).collect(Collectors.toSet());
    return arguments.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .map(
            name ->
                known.isEmpty()
                    ? "arguments.%s is not known (expected: none)".formatted(name)
                    : "arguments.%s is not known (expected: %s)"
                        .formatted(
                            name, known.stream().sorted().collect(Collectors.joining(", "))));
  }
}
