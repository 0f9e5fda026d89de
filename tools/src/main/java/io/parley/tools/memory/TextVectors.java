package io.parley.tools.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.Vectors;
import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vectors of texts: from memory, else from the store, else embedded and stored.
final class TextVectors {
  private static final Logger LOG = LoggerFactory.getLogger(TextVectors.class);

  /// About 10 ms each. Texts beyond this are embedded at a later request.
  private static final int EMBEDDED_AT_ONCE_MAX = 16;

  private final Cache<String, float[]> held;
  private final Vectors stored;
  private final Embedder embedder;
  private final Executor work;

  TextVectors(Vectors stored, Embedder embedder, int heldMax, Executor work) {
    this.held = Caffeine.newBuilder().maximumSize(heldMax).executor(Runnable::run).build();
    this.stored = stored;
    this.embedder = embedder;
    this.work = work;
  }

  /// @param texts those that matter most first
  /// @return by text; one is missing where too many are new at once
  CompletableFuture<Map<String, float[]>> of(List<String> texts) {
    var vectors = new HashMap<String, float[]>();
    var wanted = new LinkedHashMap<String, String>();
    for (var text : texts) {
      var hash = ContentHash.of(text);
      var vector = held.getIfPresent(hash);
      if (vector == null) wanted.put(hash, text);
      else vectors.put(text, vector);
    }
    if (wanted.isEmpty()) return CompletableFuture.completedFuture(vectors);
    return stored
        .find(embedder.id(), List.copyOf(wanted.keySet()))
        .toCompletableFuture()
        .exceptionally(
            failure -> {
              LOG.warn("stored vectors cannot be read: {}", failure.getClass().getSimpleName());
              return Map.of();
            })
        .thenApplyAsync(
            found -> {
              var known = new HashMap<>(found);
              known.putAll(embedded(wanted, found));
              known.forEach(
                  (hash, vector) -> {
                    held.put(hash, vector);
                    vectors.put(wanted.get(hash), vector);
                  });
              return vectors;
            },
            work);
  }

  private Map<String, float[]> embedded(Map<String, String> wanted, Map<String, float[]> known) {
    var hashes = new ArrayList<>(wanted.keySet());
    hashes.removeAll(known.keySet());
    var some = hashes.subList(0, Math.min(hashes.size(), EMBEDDED_AT_ONCE_MAX));
    if (some.isEmpty()) return Map.of();
    var made = embedder.embed(some.stream().map(wanted::get).toList());
    var byHash = new HashMap<String, float[]>();
    for (int i = 0; i < some.size(); i++) byHash.put(some.get(i), made.get(i));
    store(byHash);
    return byHash;
  }

  /// Runs in the background.
  private void store(Map<String, float[]> byHash) {
    var _ =
        stored
            .save(embedder.id(), byHash)
            .exceptionally(
                failure -> {
                  LOG.warn(
                      "vectors cannot be stored, and are computed again next time: {}",
                      failure.getClass().getSimpleName());
                  return null;
                });
  }
}
