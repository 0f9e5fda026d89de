package io.parley.core.agent;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A prompt file: text with `{{variables}}`. Its name and version are stored with its results.
///
/// @param name such as `support-agent`
/// @param version rises with every change of the text
public record PromptTemplate(String name, int version, String text) {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([a-z][a-z0-9-]*)\\s*}}");

  /// @throws IllegalArgumentException when the text names a variable that is not in `values`
  public String render(Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              var value = values.get(match.group(1));
              if (value == null)
                throw new IllegalArgumentException(
                    "prompt %s.v%d: no value for {{%s}} (have: %s)"
                        .formatted(name, version, match.group(1), values.keySet()));
              return Matcher.quoteReplacement(value);
            });
  }
}
