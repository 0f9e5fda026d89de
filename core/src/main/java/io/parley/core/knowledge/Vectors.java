package io.parley.core.knowledge;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Vectors by the hash of the text that they stand for, so that an unchanged text is embedded once
/// in its life.
public interface Vectors {
  /// @param embedder see [io.parley.core.model.Embedder#id]
  /// @param hashes SHA-256 of the texts, hex
  /// @return those that are known
  CompletionStage<Map<String, float[]>> find(String embedder, Collection<String> hashes);

  CompletionStage<Void> save(String embedder, Map<String, float[]> vectors);
}
