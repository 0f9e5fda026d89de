package io.parley.core.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/// The last change of an article: its newest text, or its removal.
///
/// @param at its place among the changes of its tenant
/// @param article empty when it was removed
public record ArticleChange(Place at, Optional<Article> article) {

  /// Changes are ordered by the version of the knowledge base that made them, and those of one
  /// version by the bytes of their refs in UTF-8.
  ///
  /// @param version see [Articles#version]
  /// @param ref of the changed article
  public record Place(long version, String ref) implements Comparable<Place> {
    /// Before every change.
    public static final Place START = new Place(-1, "");

    @Override
    public int compareTo(Place other) {
      int byVersion = Long.compare(version, other.version);
      return byVersion != 0
          ? byVersion
          : Arrays.compareUnsigned(ref.getBytes(UTF_8), other.ref.getBytes(UTF_8));
    }
  }

  public String ref() {
    return at.ref();
  }
}
