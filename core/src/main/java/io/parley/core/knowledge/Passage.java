package io.parley.core.knowledge;

import java.util.Optional;

/// A piece of an article that may answer a question.
///
/// @param ref the article's stable name
/// @param anchor its place in the article, as [Anchors] names it; empty at the beginning
/// @param text Markdown, as written
/// @param score 0 (unrelated) to 1 (as near as can be)
public record Passage(
    String title, String ref, Optional<String> anchor, String text, double score) {

  /// At the beginning of its article.
  public Passage(String title, String ref, String text, double score) {
    this(title, ref, Optional.empty(), text, score);
  }
}
