package io.parley.core.knowledge;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Stored embeddings by hash of their text, so that an unchanged text is embedded only once.
public interface Vectors {
  /// @param embedder see [io.parley.core.model.Embedder#id]
  /// @param hashes SHA-256 of the texts, hex
  /// @return the stored ones
  CompletionStage<Map<String, float[]>> find(String embedder, Collection<String> hashes);

  CompletionStage<Void> save(String embedder, Map<String, float[]> vectors);
}
