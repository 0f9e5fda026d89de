package io.parley.knowledge.passage;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A part of an article that is found on its own: a section with its subsections, or, of a long
/// one, each subsection or part of it.
///
/// @param anchor of its heading, see [Section#anchor]
/// @param heading empty for what stands before the first section
/// @param text Markdown, as written, its heading included
public record Piece(
    String ref, String title, Optional<String> anchor, String heading, String text) {
  /// Headings down to this level begin a section, and the highest level that an article has.
  private static final int SECTION_LEVEL = 2;

  /// Before the first heading.
  public Piece(String ref, String title, String heading, String text) {
    this(ref, title, Optional.empty(), heading, text);
  }

  /// @param chars where a long section is cut: at its subsections, between paragraphs if it can be;
  ///   tables and code stay whole unless they are very long
  public static List<Piece> of(Article article, int chars) {
    var pieces = new ArrayList<Piece>();
    for (var group : groups(Section.of(article.body()))) {
      var whole = text(group);
      if (whole.length() <= chars) {
        if (hasText(group)) pieces.add(piece(article, group.getFirst(), "", whole));
      } else cut(article, group, chars, pieces);
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

  /// Each section with the subsections that follow it.
  private static List<List<Section>> groups(List<Section> sections) {
    int highest = sections.stream().mapToInt(Section::level).filter(l -> l > 0).min().orElse(0);
    int level = Math.max(SECTION_LEVEL, highest);
    var groups = new ArrayList<List<Section>>();
    for (var section : sections) {
      if (groups.isEmpty() || section.level() <= level) groups.add(new ArrayList<>());
      groups.getLast().add(section);
    }
    return groups;
  }

  private static void cut(Article article, List<Section> group, int chars, List<Piece> pieces) {
    var parent = group.getFirst().heading();
    for (var section : group) {
      var above = section.equals(group.getFirst()) ? "" : parent;
      var line = section.level() == 0 ? "" : "#".repeat(section.level()) + " " + section.heading();
      for (var part : Blocks.cut(section.text(), chars))
        pieces.add(piece(article, section, above, line.isEmpty() ? part : line + "\n" + part));
    }
  }

  private static Piece piece(Article article, Section section, String above, String text) {
    var heading = above.isEmpty() ? section.heading() : above + ": " + section.heading();
    return new Piece(article.ref(), article.title(), section.anchor(), heading, text);
  }

  private static String text(List<Section> group) {
    return group.stream().map(Section::markdown).collect(Collectors.joining("\n\n"));
  }

  private static boolean hasText(List<Section> group) {
    return group.stream().anyMatch(section -> !section.text().isEmpty());
  }
}
