package io.parley.knowledge.parse.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The block between `---` lines at the head of a Markdown file: keys with a text or a list of
/// texts. Anything else in it is skipped; it is no full YAML, and cannot refer to anything.
///
/// @param values in lower case; @param rest the text after it
record FrontMatter(Map<String, List<String>> values, String rest) {
  private static final int LINES_MAX = 200;

  static FrontMatter of(String text) {
    if (!text.startsWith("---\n")) return new FrontMatter(Map.of(), text);
    int end = text.indexOf("\n---", 3);
    if (end < 0 || !isLineEnd(text, end + 4)) return new FrontMatter(Map.of(), text);
    var lines = text.substring(4, Math.max(4, end)).split("\n");
    if (lines.length > LINES_MAX) return new FrontMatter(Map.of(), text);
    int next = text.indexOf('\n', end + 1);
    return new FrontMatter(parse(lines), next < 0 ? "" : text.substring(next + 1));
  }

  Optional<String> first(String... keys) {
    return list(keys).stream().findFirst();
  }

  List<String> list(String... keys) {
    for (var key : keys) {
      var found = values.getOrDefault(key, List.of());
      if (!found.isEmpty()) return found;
    }
    return List.of();
  }

  private static boolean isLineEnd(String text, int at) {
    int end = text.indexOf('\n', at);
    return text.substring(at, end < 0 ? text.length() : end).isBlank();
  }

  private static Map<String, List<String>> parse(String[] lines) {
    var values = new LinkedHashMap<String, List<String>>();
    List<String> open = null;
    for (var line : lines) {
      var clean = line.strip();
      if (clean.startsWith("- ") && open != null) {
        add(open, clean.substring(2));
      } else if (!line.isEmpty()
          && !Character.isWhitespace(line.charAt(0))
          && line.indexOf(':') > 0) {
        int colon = line.indexOf(':');
        open = new ArrayList<>();
        values.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), open);
        var value = line.substring(colon + 1).strip();
        if (value.startsWith("[") && value.endsWith("]"))
          for (var part : value.substring(1, value.length() - 1).split(",", -1)) add(open, part);
        else add(open, value);
      }
    }
    return values;
  }

  private static void add(List<String> list, String value) {
    var text = value.strip();
    if (text.length() > 1
        && ((text.startsWith("\"") && text.endsWith("\""))
            || (text.startsWith("'") && text.endsWith("'"))))
      text = text.substring(1, text.length() - 1);
    if (!text.isBlank()) list.add(text);
  }
}
