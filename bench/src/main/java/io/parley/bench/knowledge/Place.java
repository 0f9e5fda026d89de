package io.parley.bench.knowledge;

/// A section of an article.
///
/// @param ref of the article
record Place(String ref, String heading) {
  /// @param text of a passage, which begins with its section's heading if it has one
  static Place of(String ref, String text) {
    return new Place(
        ref,
        text.startsWith("## ") ? text.lines().findFirst().orElse("").substring(3).strip() : "");
  }
}
