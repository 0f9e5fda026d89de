package io.parley.bench.knowledge;

import java.io.IOException;
import java.util.List;

/// A way to search.
interface Ranker {
  /// @param score 0 when it has no meaning over questions
  record Hit(Place place, double score) {}

  /// @return best first, at most [Quality#DEPTH]
  List<Hit> search(String question) throws IOException;
}
