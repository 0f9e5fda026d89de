package io.parley.core.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A part of an article's Markdown, from one heading to the next.
///
/// @param anchor the heading's name within the article; empty before the first heading
/// @param level 1 to 6 as the heading's; 0 before the first heading
/// @param heading without its marks; empty before the first heading
/// @param text Markdown after the heading, without blank lines around it; may be empty
public record Section(Optional<String> anchor, int level, String heading, String text) {
  private static final Pattern HEADING =
      Pattern.compile(" {0,3}(#{1,6})(?:[ \\t]++([^\\r\\n]*+))?+");
  private static final Pattern CLOSING = Pattern.compile("[ \\t]#++[ \\t]*+$");
  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*+");

  /// All sections in order, a first one without a heading only if there is text in it. Lines of
  /// fenced code are never headings.
  public static List<Section> of(String markdown) {
    var sections = new ArrayList<Section>();
    var anchors = new Anchors();
    var open = new Section(Optional.empty(), 0, "", "");
    var lines = new ArrayList<String>();
    var fence = "";
    for (var line : markdown.lines().toList()) {
      fence = fence(fence, line);
      var heading = HEADING.matcher(line);
      if (!fence.isEmpty() || !heading.matches()) {
        lines.add(line);
        continue;
      }
      open.closed(lines, sections);
      lines.clear();
      var words = CLOSING.matcher(Optional.ofNullable(heading.group(2)).orElse("")).replaceAll("");
      open =
          new Section(
              Optional.of(anchors.next(words.strip())),
              heading.group(1).length(),
              words.strip(),
              "");
    }
    open.closed(lines, sections);
    return List.copyOf(sections);
  }

  /// The section as it is written.
  public String markdown() {
    if (level == 0) return text;
    var line = "#".repeat(level) + " " + heading;
    return text.isEmpty() ? line : line + "\n" + text;
  }

  private void closed(List<String> lines, List<Section> sections) {
    var inside = withoutBlankEnds(lines);
    if (level > 0 || !inside.isEmpty()) sections.add(new Section(anchor, level, heading, inside));
  }

  /// The fence of the code that this line is in, its closing line excluded; empty outside of code.
  private static String fence(String open, String line) {
    var mark = FENCE.matcher(line);
    if (!mark.matches()) return open;
    if (open.isEmpty()) return mark.group(1);
    boolean closes = mark.group(1).startsWith(open) && line.strip().equals(mark.group(1));
    return closes ? "" : open;
  }

  private static String withoutBlankEnds(List<String> lines) {
    int from = 0;
    int to = lines.size();
    while (from < to && lines.get(from).isBlank()) from++;
    while (to > from && lines.get(to - 1).isBlank()) to--;
    return String.join("\n", lines.subList(from, to));
  }
}
