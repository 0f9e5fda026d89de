package io.parley.knowledge.index;

import io.parley.core.knowledge.ContentHash;
import io.parley.knowledge.search.PassageDocument;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The facts that decide whether an index can be used as it is: another kind is another index.
///
/// @param embedder that made its vectors, see [io.parley.core.model.Embedder#id]
/// @param layout of its documents
/// @param passageChars where sections were cut
record IndexKind(String embedder, int layout, int passageChars) {
  private static final String EMBEDDER = "embedder";
  private static final String LAYOUT = "layout";
  private static final String CHARS = "passage-chars";
  private static final int HASH_CHARS = 12;

  /// Of this program.
  static IndexKind current(String embedder, int passageChars) {
    return new IndexKind(embedder, PassageDocument.LAYOUT, passageChars);
  }

  /// The name of its directory.
  String directory() {
    var hash = ContentHash.of(embedder).substring(0, HASH_CHARS);
    return "%d-%d-%s".formatted(layout, passageChars, hash);
  }

  Map<String, String> entries() {
    return Map.of(
        EMBEDDER, embedder,
        LAYOUT, Integer.toString(layout),
        CHARS, Integer.toString(passageChars));
  }

  /// @return empty for entries of something else
  static Optional<IndexKind> of(Map<String, String> entries) {
    if (!entries.keySet().containsAll(Set.of(EMBEDDER, LAYOUT, CHARS))) return Optional.empty();
    return Optional.of(
        new IndexKind(
            entries.get(EMBEDDER),
            Integer.parseInt(entries.get(LAYOUT)),
            Integer.parseInt(entries.get(CHARS))));
  }
}
