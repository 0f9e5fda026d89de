package io.parley.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One sheet declares the colours of all pages, of the widget and of the live page, and all of them
/// can be read (WCAG 2.1, 1.4.3 and 1.4.11).
class DesignTokensTest {
  private static final String DARK_RULE = "@media (prefers-color-scheme: dark)";
  private static final Pattern DECLARED = Pattern.compile("--([a-z0-9-]+): *(#[0-9a-f]{6});");
  private static final Pattern NAMED = Pattern.compile("--([a-z0-9-]+):");
  private static final Pattern USED = Pattern.compile("var\\(--([a-z0-9-]+)");
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

  /// Neither a private method of a script, such as `#add(`, nor part of a longer word.
  private static final Pattern COLOUR =
      Pattern.compile("(?<![.\\w&])#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})(?![\\w(-])");

  private static final double TEXT = 4.5;
  private static final double SHAPE = 3;

  /// Set by scripts, or by the widget for itself.
  private static final Set<String> OF_PARTS = Set.of("level", "side");

  /// Black: the dark end to which a company's colour is moved until it can be read, and the picture
  /// that apps of codes read.
  private static final Map<String, Set<String>> OTHER_COLOURS =
      Map.of("web/ui/theme.js", Set.of("#000000"), "web/ui/person-page.css", Set.of("#000000"));

  private static final Map<String, String> FILES = files();
  private static final String RULES = FILES.get("web/styles.css");
  private static final Map<String, String> BY_DAY =
      colours(RULES.substring(0, RULES.indexOf(DARK_RULE)));
  private static final Map<String, String> AT_NIGHT = atNight();

  /// All scripts, sheets and pages of both ports by their path, without comments.
  private static Map<String, String> files() {
    var all = new TreeMap<String, String>();
    for (var directory : List.of("web", "console"))
      ClassPathFiles.beneath("/" + directory + "/index.html", "/" + directory)
          .forEach(
              (name, bytes) -> {
                if (isRead(name)) all.put(directory + "/" + name, text(bytes));
              });
    return all;
  }

  private static boolean isRead(String name) {
    return Stream.of(".css", ".js", ".html").anyMatch(name::endsWith);
  }

  private static String text(byte[] bytes) {
    return COMMENT.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
  }

  private static Map<String, String> colours(String rules) {
    var found = new HashMap<String, String>();
    var declared = DECLARED.matcher(rules);
    while (declared.find()) found.put(declared.group(1), declared.group(2));
    return found;
  }

  private static Map<String, String> atNight() {
    var all = new HashMap<>(BY_DAY);
    all.putAll(colours(RULES.substring(RULES.indexOf(DARK_RULE))));
    return all;
  }

  @Test
  void each_token_that_is_used_is_declared_there() {
    var declared = new TreeSet<>(OF_PARTS);
    NAMED.matcher(RULES).results().forEach(each -> declared.add(each.group(1)));
    assertThat(declared).contains("paper", "sans", "gutter", "line-0");
    FILES.forEach(
        (name, text) ->
            assertThat(USED.matcher(text).results().map(each -> each.group(1)))
                .as(name)
                .isSubsetOf(declared));
  }

  @Test
  void no_other_file_has_a_colour_of_its_own() {
    var known = new TreeSet<>(BY_DAY.values());
    known.addAll(AT_NIGHT.values());
    FILES.forEach(
        (name, text) -> {
          var other = new TreeSet<String>();
          COLOUR.matcher(text).results().forEach(each -> other.add(whole(each.group(1))));
          other.removeAll(known);
          assertThat(other).as(name).isSubsetOf(OTHER_COLOURS.getOrDefault(name, Set.of()));
        });
  }

  private static String whole(String digits) {
    var small = digits.toLowerCase(Locale.ROOT);
    return "#" + (small.length() == 6 ? small : small.replaceAll("(.)", "$1$1"));
  }

  @ParameterizedTest
  @CsvSource({
    "ink, paper surface hover accent-soft warn-soft",
    "ink-soft, paper surface hover accent-soft",
    "warn, paper surface warn-soft accent-soft",
    "accent-ink, paper surface hover accent-soft",
    "on-accent, accent accent-strong",
    "on-own, own",
    "on-danger, danger danger-strong",
    "good, good-soft",
    "middling, middling-soft",
    "bad, bad-soft surface paper"
  })
  void words_can_be_read_on_each_of_their_grounds(String words, String grounds) {
    contrast(words, grounds, TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"edge", "focus", "accent", "line-0", "line-1", "line-2"})
  void edges_and_lines_can_be_seen(String shape) {
    contrast(shape, shape.startsWith("line") ? "surface" : "paper surface", SHAPE);
  }

  private void contrast(String token, String grounds, double least) {
    for (var scheme : List.of(BY_DAY, AT_NIGHT))
      for (var ground : grounds.split(" ", -1))
        assertThat(contrast(scheme.get(token), scheme.get(ground)))
            .as("%s on %s", token, ground)
            .isGreaterThanOrEqualTo(least);
  }

  private static double contrast(String one, String other) {
    double more = Math.max(luminance(one), luminance(other));
    double less = Math.min(luminance(one), luminance(other));
    return (more + 0.05) / (less + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
  }

  /// Red, green or blue in linear light.
  private static double part(String colour, int from) {
    double share = Integer.parseInt(colour.substring(from, from + 2), 16) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
