package io.parley.tools.model.offline;

/// Compares texts with examples.
interface Classifier {
  Guess guess(String text);
}
