package io.parley.knowledge.index;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.Vectors;
import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vectors of texts: stored ones, or made and stored, so that a text is embedded once in its life.
/// Batches are made beside each other on all processors, and each is stored as it is made.
///
/// A store that fails costs time, not vectors: they are made again. It is logged once, until it
/// works again.
final class VectorSource {
  private static final Logger log = LoggerFactory.getLogger(VectorSource.class);

  /// Texts embedded and stored together: what a killed process loses for each processor.
  static final int BATCH = 32;

  private final Embedder embedder;
  private final Vectors store;
  private final Waiting waiting;
  private volatile boolean failing;

  VectorSource(Embedder embedder, Vectors store, Waiting waiting) {
    this.embedder = embedder;
    this.store = store;
    this.waiting = waiting;
  }

  Embedder embedder() {
    return embedder;
  }

  /// The stored vectors by the hash of their text.
  Map<String, float[]> stored(Collection<String> texts) {
    var hashes = texts.stream().map(ContentHash::of).distinct().toList();
    if (hashes.isEmpty()) return Map.of();
    return tried(store.find(embedder.id(), hashes)).orElse(Map.of());
  }

  /// The vectors of all texts by the hash of their text. Fails as the embedder does.
  Map<String, float[]> of(Collection<String> texts) {
    var missing = new LinkedHashMap<String, String>();
    for (var text : texts) missing.put(ContentHash.of(text), text);
    var vectors = new HashMap<>(stored(texts));
    missing.keySet().removeAll(vectors.keySet());
    vectors.putAll(made(missing));
    return vectors;
  }

  /// @param texts by hash
  private Map<String, float[]> made(Map<String, String> texts) {
    var hashes = new ArrayList<>(texts.keySet());
    // similar lengths together: a batch costs as much as its longest text
    hashes.sort((a, b) -> Integer.compare(texts.get(a).length(), texts.get(b).length()));
    var batches = new ArrayList<List<String>>();
    for (int from = 0; from < hashes.size(); from += BATCH)
      batches.add(hashes.subList(from, Math.min(hashes.size(), from + BATCH)));
    var vectors = new ConcurrentHashMap<String, float[]>();
    batches.parallelStream()
        .filter(_ -> !waiting.isClosed())
        .map(batch -> made(batch, texts))
        .forEach(vectors::putAll);
    return vectors;
  }

  private Map<String, float[]> made(List<String> hashes, Map<String, String> texts) {
    var embedded = embedder.embed(hashes.stream().map(texts::get).toList());
    var byHash = new HashMap<String, float[]>();
    for (int i = 0; i < hashes.size(); i++) byHash.put(hashes.get(i), embedded.get(i));
    tried(store.save(embedder.id(), byHash));
    return byHash;
  }

  private <T> Optional<T> tried(CompletionStage<T> answer) {
    try {
      var value = waiting.on(answer);
      if (failing) log.info("vectors are stored again");
      failing = false;
      return Optional.ofNullable(value);
    } catch (CompletionException failure) {
      if (!failing)
        log.warn("vectors cannot be stored or read: they are made again", failure.getCause());
      failing = true;
      return Optional.empty();
    }
  }

  /// @return none when one is missing
  static List<float[]> ofTexts(List<String> texts, Map<String, float[]> byHash) {
    var found = new ArrayList<float[]>();
    for (var text : texts) {
      var vector = byHash.get(ContentHash.of(text));
      if (vector == null) return List.of();
      found.add(vector);
    }
    return found;
  }
}
