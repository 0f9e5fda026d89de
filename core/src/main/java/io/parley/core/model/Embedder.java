package io.parley.core.model;

import java.util.List;

/// Turns texts into vectors; similar meanings give near vectors. Thread safe; blocks while it
/// computes.
public interface Embedder {
  /// Names the vector space: changes whenever older vectors become incomparable with new ones.
  String id();

  int dimensions();

  /// Whether it begins to compute at once; until then a call waits for a model to be loaded. Never
  /// blocks.
  default boolean isReady() {
    return true;
  }

  /// @return a vector of length 1 for each text, in order
  List<float[]> embed(List<String> texts);

  default float[] embed(String text) {
    return embed(List.of(text)).getFirst();
  }
}
