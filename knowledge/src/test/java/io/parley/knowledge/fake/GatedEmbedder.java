package io.parley.knowledge.fake;

import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Vectors that mean nothing, but differ with the text; made only once [#gate] is open.
public final class GatedEmbedder implements Embedder {
  private static final int DIMENSIONS = 8;

  public final CompletableFuture<Void> gate = new CompletableFuture<>();
  public final AtomicInteger embedded = new AtomicInteger();

  public GatedEmbedder open() {
    gate.complete(null);
    return this;
  }

  @Override
  public String id() {
    return "gated";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    gate.join();
    embedded.addAndGet(texts.size());
    var vectors = new ArrayList<float[]>();
    for (var text : texts) {
      var vector = new float[DIMENSIONS];
      vector[Math.floorMod(text.hashCode(), DIMENSIONS)] = 1;
      vectors.add(vector);
    }
    return vectors;
  }
}
