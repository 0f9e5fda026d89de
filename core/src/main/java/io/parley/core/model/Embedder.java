package io.parley.core.model;

import java.util.List;

/// Turns text into vectors whose nearness is nearness of meaning. Thread safe; blocks while it
/// computes.
public interface Embedder {
  /// Changes whenever vectors of before cannot be compared with those of now.
  String id();

  int dimensions();

  /// @return a vector of length 1 for each text, in order
  List<float[]> embed(List<String> texts);

  default float[] embed(String text) {
    return embed(List.of(text)).getFirst();
  }
}
