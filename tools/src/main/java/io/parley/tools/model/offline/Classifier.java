package io.parley.tools.model.offline;

/// Compares texts with examples.
interface Classifier {
  Guess guess(String text);

  /// Whether any example has the word, or a form of it.
  boolean knows(String word);
}
