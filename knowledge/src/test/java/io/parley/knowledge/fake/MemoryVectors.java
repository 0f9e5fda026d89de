package io.parley.knowledge.fake;

import io.parley.core.knowledge.Vectors;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Vectors in memory; [#broken] makes every call fail.
public final class MemoryVectors implements Vectors {
  public final Map<String, float[]> stored = new ConcurrentHashMap<>();
  public volatile boolean broken;

  @Override
  public CompletionStage<Map<String, float[]>> find(String embedder, Collection<String> hashes) {
    if (broken) return CompletableFuture.failedFuture(new IllegalStateException("no vectors"));
    var found = new HashMap<String, float[]>();
    for (var hash : hashes)
      if (stored.containsKey(embedder + hash)) found.put(hash, stored.get(embedder + hash));
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public CompletionStage<Void> save(String embedder, Map<String, float[]> vectors) {
    if (broken) return CompletableFuture.failedFuture(new IllegalStateException("no vectors"));
    vectors.forEach((hash, vector) -> stored.put(embedder + hash, vector));
    return CompletableFuture.completedFuture(null);
  }
}
