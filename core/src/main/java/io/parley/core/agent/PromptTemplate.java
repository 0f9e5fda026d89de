package io.parley.core.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A prompt file: text with `{{variables}}`. Its name and version are stored with its results.
/// Every turn renders it, mostly with the values of the turn before: the newest text is kept.
/// Thread safe.
public final class PromptTemplate {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([a-z][a-z0-9-]*)\\s*}}");

  private final String name;
  private final int version;
  private final String text;
  private final List<Part> parts;
  private volatile Rendered newest;

  /// @param variable that follows `text`; empty after the last one
  private record Part(String text, String variable) {}

  private record Rendered(Map<String, String> values, String text) {}

  /// @param name such as `support-agent`
  /// @param version rises with every change of the text
  public PromptTemplate(String name, int version, String text) {
    this.name = Objects.requireNonNull(name);
    this.version = version;
    this.text = text;
    this.parts = parts(text);
  }

  private static List<Part> parts(String text) {
    var parts = new ArrayList<Part>();
    int from = 0;
    for (var match = VARIABLE.matcher(text); match.find(); from = match.end())
      parts.add(new Part(text.substring(from, match.start()), match.group(1)));
    parts.add(new Part(text.substring(from), ""));
    return List.copyOf(parts);
  }

  public String name() {
    return name;
  }

  public int version() {
    return version;
  }

  public String text() {
    return text;
  }

  /// The names of all variables in the text.
  public Set<String> variables() {
    return parts.stream()
        .map(Part::variable)
        .filter(variable -> !variable.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// @throws IllegalArgumentException when the text names a variable that is not in `values`
  public String render(Map<String, String> values) {
    var known = newest;
    if (known != null && known.values().equals(values)) return known.text();
    var rendered = new Rendered(Map.copyOf(values), rendered(values));
    newest = rendered;
    return rendered.text();
  }

  private String rendered(Map<String, String> values) {
    var whole = new StringBuilder(text.length());
    for (var part : parts) {
      whole.append(part.text());
      if (!part.variable().isEmpty()) whole.append(value(part.variable(), values));
    }
    return whole.toString();
  }

  private String value(String variable, Map<String, String> values) {
    var value = values.get(variable);
    if (value == null)
      throw new IllegalArgumentException(
          "prompt %s.v%d: no value for {{%s}} (have: %s)"
              .formatted(name, version, variable, values.keySet()));
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PromptTemplate that
        && name.equals(that.name)
        && version == that.version
        && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, version, text);
  }

  @Override
  public String toString() {
    return name + ".v" + version;
  }
}
