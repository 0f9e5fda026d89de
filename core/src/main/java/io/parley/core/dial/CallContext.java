package io.parley.core.dial;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Facts for the agent about a call before it begins, by name, such as `order` and `1042`. They
/// reach the model as data, never as instructions.
///
/// @param facts limited in number and length
public record CallContext(Map<String, String> facts) {
  public static final CallContext NONE = new CallContext(Map.of());
  public static final int FACTS_MAX = 16;
  public static final int NAME_MAX = 40;

  /// In UTF-16 units, of one value.
  public static final int VALUE_MAX = 300;

  /// In UTF-16 units, of all names and values.
  public static final int ALL_MAX = 2_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

  /// Before the names of facts in a session's metadata.
  private static final String PREFIX = "context.";

  public CallContext {
    facts = Map.copyOf(facts);
    if (facts.size() > FACTS_MAX)
      throw wrong("has %d facts".formatted(facts.size()), "%d at most".formatted(FACTS_MAX));
    int all = 0;
    for (var fact : facts.entrySet()) {
      if (!NAME.matcher(fact.getKey()).matches())
        throw wrong("has a name of another form", NAME.pattern());
      if (fact.getValue().isBlank() || fact.getValue().length() > VALUE_MAX)
        throw wrong(
            "has a value of %d characters".formatted(fact.getValue().length()),
            "1 to %d".formatted(VALUE_MAX));
      all += fact.getKey().length() + fact.getValue().length();
    }
    if (all > ALL_MAX) throw wrong("has %d characters".formatted(all), ALL_MAX + " at most");
  }

  private static IllegalArgumentException wrong(String found, String expected) {
    return new IllegalArgumentException("context %s (expected: %s)".formatted(found, expected));
  }

  /// Whether metadata of this name would be a fact.
  public static boolean isEntry(String name) {
    return name.startsWith(PREFIX);
  }

  /// As entries of a session's metadata.
  public Map<String, String> metadata() {
    var entries = new TreeMap<String, String>();
    facts.forEach((name, value) -> entries.put(PREFIX + name, value));
    return entries;
  }

  /// From a session's metadata; entries that cannot be facts are left out.
  public static CallContext of(Map<String, String> metadata) {
    var facts = new TreeMap<String, String>();
    metadata.forEach(
        (name, value) -> {
          if (isEntry(name)) facts.put(name.substring(PREFIX.length()), value);
        });
    try {
      return new CallContext(facts);
    } catch (IllegalArgumentException notOurs) {
      return NONE;
    }
  }
}
