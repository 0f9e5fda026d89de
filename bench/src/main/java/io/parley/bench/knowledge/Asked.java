package io.parley.bench.knowledge;

import java.util.Set;

/// A question of a set.
///
/// @param right the passages that answer it; none: nothing does
/// @param form how it is written
/// @param tuned whether weights were fitted to it; the other half is only measured
record Asked(String text, Set<Place> right, Form form, boolean tuned) {
  enum Form {
    PLAIN,
    TYPOS,
    CAPITALS,
    NO_PUNCTUATION,
    SPOKEN
  }

  Asked {
    right = Set.copyOf(right);
  }

  Asked as(Form other, String changed) {
    return new Asked(changed, right, other, tuned);
  }
}
