package io.parley.core.tool;

import java.util.Optional;

/// A source of an answer.
///
/// @param title for people
/// @param ref the document's stable name
/// @param anchor the place in the document, see [io.parley.core.knowledge.Anchors]
/// @param score relevance, 0 to 1
public record Source(String title, String ref, Optional<String> anchor, double score) {

  /// A document as a whole.
  public Source(String title, String ref, double score) {
    this(title, ref, Optional.empty(), score);
  }
}
