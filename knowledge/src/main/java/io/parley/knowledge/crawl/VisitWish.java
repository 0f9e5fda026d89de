package io.parley.knowledge.crawl;

import java.util.List;
import java.util.OptionalInt;

/// The part of a site that is wanted.
///
/// @param pages asked for at most; empty, or more than the settings allow: as many as those allow
/// @param paths beginnings of paths: other pages, but the first, are left out; empty: none are
/// @param force whether most of the pages may be removed
public record VisitWish(OptionalInt pages, List<String> paths, boolean force) {
  /// All that the settings allow.
  public static final VisitWish ALL = new VisitWish(OptionalInt.empty(), List.of(), false);

  public VisitWish {
    paths = List.copyOf(paths);
  }
}
