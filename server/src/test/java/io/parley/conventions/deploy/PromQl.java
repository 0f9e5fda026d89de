package io.parley.conventions.deploy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The metrics, with their labels, that a PromQL expression selects. Not a full parser (promtool
/// is), but enough to find every name.
public final class PromQl {
  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\(|\\{[^}]*\\})?");

  private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*\\]|\\boffset\\s+\\w+");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "inf", "nan", "atan2");

  private PromQl() {}

  /// @return required labels by metric
  public static Map<String, Set<String>> selected(String expression) {
    var bare = TEXT.matcher(expression).replaceAll("\"\"");
    bare = RANGE.matcher(GROUPING.matcher(bare).replaceAll(" ")).replaceAll(" ");
    var selected = new HashMap<String, Set<String>>();
    for (var match : SELECTOR.matcher(bare).results().toList()) {
      var name = match.group(1);
      var after = match.group(2) == null ? "" : match.group(2);
      boolean inNumber = match.start() > 0 && Character.isDigit(bare.charAt(match.start() - 1));
      if (inNumber
          || after.startsWith("(")
          || WORDS.contains(name.toLowerCase(java.util.Locale.ROOT))) continue;
      var labels = selected.computeIfAbsent(name, _ -> new TreeSet<>());
      MATCHER.matcher(after).results().forEach(label -> labels.add(label.group(1)));
    }
    return selected;
  }

  /// The metrics of several expressions.
  public static Map<String, Set<String>> selected(Collection<String> expressions) {
    var all = new HashMap<String, Set<String>>();
    for (var expression : expressions)
      selected(expression)
          .forEach(
              (name, labels) -> all.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(labels));
    return all;
  }
}
