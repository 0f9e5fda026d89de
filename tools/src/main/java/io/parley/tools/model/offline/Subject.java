package io.parley.tools.model.offline;

import java.util.List;

/// What a question is about, by its words. "How do I reset my wifi password?" is almost one of
/// ours: a word that neither our examples nor the passage has tells that it is not.
///
/// @param words how many words tell it
/// @param foreign those of them that no example about our own subjects has
record Subject(int words, List<String> foreign) {
  /// Shorter words are too much like others.
  private static final int LETTERS_MIN = 3;

  Subject {
    foreign = List.copyOf(foreign);
  }

  static Subject of(List<String> content, Classifier classifier) {
    return new Subject(
        content.size(),
        content.stream()
            .filter(word -> word.length() >= LETTERS_MIN && !classifier.isOurs(word))
            .toList());
  }

  /// The share of the words that are foreign and missing in a passage.
  double missing(List<String> passage) {
    if (foreign.isEmpty()) return 0;
    return foreign.stream()
            .filter(word -> passage.stream().noneMatch(known -> Folded.isSame(word, known)))
            .count()
        / (double) words;
  }
}
