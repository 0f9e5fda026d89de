package io.parley.bench.index;

import io.parley.core.knowledge.Vectors;
import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A cheap embedder of as many dimensions as the built-in one: a text's vector is the sum of its
/// words', each a random one. Texts with common words are near.
final class WordVectors implements Embedder {
  private static final int DIMENSIONS = 384;

  @Override
  public String id() {
    return "bench-words";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    var vectors = new ArrayList<float[]>();
    for (var text : texts) vectors.add(vector(text));
    return vectors;
  }

  private static float[] vector(String text) {
    var sum = new float[DIMENSIONS];
    for (var word : text.split("[ .\n#:]+", 0)) {
      var random = new SplittableRandom(word.hashCode());
      for (int from = 0; from < DIMENSIONS; from += Long.SIZE) {
        long signs = random.nextLong();
        for (int i = 0; i < Long.SIZE; i++) sum[from + i] += (signs >>> i & 1) == 0 ? -1 : 1;
      }
    }
    double length = 0;
    for (float each : sum) length += each * each;
    for (int i = 0; i < DIMENSIONS; i++) sum[i] /= (float) Math.sqrt(length);
    return sum;
  }

  /// A store that keeps nothing.
  static final class Forgetful implements Vectors {
    @Override
    public CompletionStage<Map<String, float[]>> find(String embedder, Collection<String> hashes) {
      return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public CompletionStage<Void> save(String embedder, Map<String, float[]> vectors) {
      return CompletableFuture.completedFuture(null);
    }
  }
}
