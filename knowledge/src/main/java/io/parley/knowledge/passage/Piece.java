package io.parley.knowledge.passage;

import io.parley.core.knowledge.Article;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A part of an article that is found on its own: one `##` section, or part of a long one.
///
/// @param heading empty for what stands before the first section
/// @param text Markdown, as written, its heading included
public record Piece(String ref, String title, String heading, String text) {
  private static final Pattern SECTION = Pattern.compile("(?m)^(?=## )");
  private static final Pattern PARAGRAPH = Pattern.compile("\\n\\s*\\n");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+");

  /// @param chars where a long section is cut, between paragraphs if it can be
  public static List<Piece> of(Article article, int chars) {
    var pieces = new ArrayList<Piece>();
    for (var section : SECTION.split(article.body(), -1)) {
      var heading = section.startsWith("## ") ? section.lines().findFirst().orElse("") : "";
      var body = section.substring(heading.length()).strip();
      for (var part : cut(body, chars))
        pieces.add(
            new Piece(
                article.ref(),
                article.title(),
                heading.isEmpty() ? "" : heading.substring(3).strip(),
                heading.isEmpty() ? part : heading + "\n" + part));
    }
    return pieces;
  }

  /// Text to embed for the section: with the article's title, as a section rarely repeats its
  /// subject.
  public String inContext() {
    return title + "\n" + text;
  }

  /// Text to embed for the question that the section answers.
  public String headingInContext() {
    return heading.isEmpty() ? title : title + ": " + heading;
  }

  private static List<String> cut(String body, int chars) {
    if (body.isEmpty()) return List.of();
    if (body.length() <= chars) return List.of(body);
    var parts = joined(PARAGRAPH.split(body), "\n\n", chars);
    return parts.stream()
        .flatMap(
            part ->
                part.length() <= chars
                    ? List.of(part).stream()
                    : joined(SENTENCE.split(part), " ", chars).stream())
        .flatMap(part -> slices(part, chars).stream())
        .toList();
  }

  /// As many neighbours together as fit.
  private static List<String> joined(String[] units, String between, int chars) {
    var parts = new ArrayList<String>();
    var current = new StringBuilder();
    for (var unit : units) {
      if (!current.isEmpty() && current.length() + between.length() + unit.length() > chars) {
        parts.add(current.toString());
        current.setLength(0);
      }
      if (!current.isEmpty()) current.append(between);
      current.append(unit);
    }
    parts.add(current.toString());
    return parts;
  }

  /// A sentence that is too long is cut at the limit.
  private static List<String> slices(String part, int chars) {
    var slices = new ArrayList<String>();
    for (int from = 0; from < part.length(); ) {
      int to = Math.min(part.length(), from + chars);
      if (to < part.length() && Character.isLowSurrogate(part.charAt(to))) to--;
      slices.add(part.substring(from, to));
      from = to;
    }
    return slices;
  }
}
