package io.parley.tools.model.degraded;

import io.parley.core.knowledge.Passage;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.stream.Collectors;

/// A passage as customers see it: its title, and its words as a quotation in Markdown.
final class Excerpt {
  private static final String MORE = " …";

  private Excerpt() {}

  /// @param chars of the passage at most, whole sentences where they fit
  static String of(Passage passage, int chars) {
    var quoted =
        shortened(passage.text().strip(), chars)
            .lines()
            .map(line -> ("> " + line).stripTrailing())
            .collect(Collectors.joining("\n"));
    return "**" + passage.title().strip() + "**\n\n" + quoted;
  }

  private static String shortened(String text, int chars) {
    if (text.length() <= chars) return text;
    var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    int end = sentences.preceding(chars);
    if (end > 0) return text.substring(0, end).strip() + MORE;
    var words = BreakIterator.getWordInstance(Locale.ROOT);
    words.setText(text);
    int cut = words.preceding(chars);
    return text.substring(0, cut > 0 ? cut : chars).strip() + MORE;
  }
}
