package io.parley.tools.model.offline;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts text between sentences, never inside one.
final class Sentences {
  private static final String CUT = " …";
  private static final int WINDOW = 512;

  private Sentences() {}

  static List<String> of(String text) {
    var sentences = new ArrayList<String>();
    for (var line : text.split("\\n", -1)) {
      int from = 0;
      for (int to : ends(line)) {
        var sentence = line.substring(from, to).strip();
        if (!sentence.isEmpty()) sentences.add(sentence);
        from = to;
      }
    }
    return sentences;
  }

  /// The JDK looks ahead from each full stop to the end of the text: over a line of dots that takes
  /// the square of its length. It sees one window after the other, each from the newest end on.
  private static List<Integer> ends(String line) {
    var ends = new ArrayList<Integer>();
    var breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    for (int from = 0; from < line.length(); ) {
      int to = Math.min(line.length(), from + WINDOW);
      breaks.setText(line.substring(from, to));
      int newest = to;
      for (int end = from + breaks.next(); end < to; end = from + breaks.next()) {
        ends.add(end);
        newest = end;
      }
      from = newest;
    }
    if (!line.isEmpty()) ends.add(line.length());
    return ends;
  }

  /// As many whole sentences from the start as fit, lines kept; a first one that is too long by
  /// itself is cut inside.
  ///
  /// @param chars of the result, more than a few
  static String shortened(String text, int chars) {
    if (text.length() <= chars) return text;
    int end = 0;
    for (var sentence : of(text)) {
      int to = text.indexOf(sentence, end) + sentence.length();
      if (to > chars - CUT.length()) break;
      end = to;
    }
    if (end > 0) return text.substring(0, end) + CUT;
    int cut = chars - CUT.length();
    return text.substring(0, Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut) + CUT;
  }

  /// In one line, for quoting inside a sentence.
  static String line(String text, int chars) {
    return shortened(text.replaceAll("\\s+", " ").strip(), chars);
  }
}
