package io.parley.core.knowledge;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Names the headings of one article, from its first to its last, so that each can be linked to.
/// The same headings always get the same names; of equal ones the second gets `-2`, and so on.
public final class Anchors {
  /// Of an anchor without its number, in characters.
  public static final int LENGTH_MAX = 64;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Map<String, Integer> used = new HashMap<>();

  /// The name of the next heading: its letters and digits in lower case, without accents, with
  /// hyphens between its words.
  public String next(String heading) {
    var name = name(heading);
    int count = used.merge(name, 1, Integer::sum);
    var numbered = count == 1 ? name : name + "-" + count;
    // another heading may be called so itself
    while (count > 1 && used.putIfAbsent(numbered, 1) != null)
      numbered = name + "-" + used.merge(name, 1, Integer::sum);
    return numbered;
  }

  private static String name(String heading) {
    var plain = MARKS.matcher(Normalizer.normalize(heading, Normalizer.Form.NFD)).replaceAll("");
    var words = NO_WORD.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
    int from = words.startsWith("-") ? 1 : 0;
    int to = Math.min(words.length(), from + LENGTH_MAX);
    if (to < words.length() && Character.isLowSurrogate(words.charAt(to))) to--;
    if (to > from && words.charAt(to - 1) == '-') to--;
    return from >= to ? "section" : words.substring(from, to);
  }
}
