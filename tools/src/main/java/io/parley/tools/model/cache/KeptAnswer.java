package io.parley.tools.model.cache;

import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.Usage;
import io.parley.core.tool.Source;
import java.util.List;
import java.util.Optional;

/// An answer as it was given once.
///
/// @param sources the sources it rested on then
/// @param spent what its whole turn took: saved each time that it is given again
/// @param gist of its question; @param meaning the vector of its question, once there is one
record KeptAnswer(
    String text, List<Source> sources, Usage spent, Gist gist, Optional<float[]> meaning) {
  /// Key, counters and links of one entry, estimated.
  private static final int OVERHEAD = 512;

  private static final int SOURCE = 256;

  KeptAnswer {
    sources = List.copyOf(sources);
  }

  KeptAnswer withMeaning(float[] vector) {
    return new KeptAnswer(text, sources, spent, gist, Optional.of(vector));
  }

  /// Its estimated size in memory.
  int bytes(Question question) {
    return OVERHEAD
        + Character.BYTES * (text.length() + 2 * question.words().length())
        + SOURCE * sources.size()
        + Float.BYTES * meaning.map(vector -> vector.length).orElse(0);
  }

  /// The completion of a replay.
  Completion completion() {
    return new Completion(
        List.of(),
        Citations.ALL,
        sources,
        new Usage(spent.model(), 0, 0, 0, spent.currency(), true),
        false);
  }
}
