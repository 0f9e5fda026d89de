package io.parley.knowledge.fake;

import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Vectors that mean nothing, but differ with the text; made only while it is open.
public final class GatedEmbedder implements Embedder {
  private static final int DIMENSIONS = 8;

  public volatile CompletableFuture<Void> gate = new CompletableFuture<>();
  private final String id;

  /// Whether every call fails.
  public volatile boolean broken;

  /// Whether its model is loaded.
  public volatile boolean ready = true;

  private volatile int breaksAt = Integer.MAX_VALUE;

  public final AtomicInteger embedded = new AtomicInteger();

  public GatedEmbedder() {
    this("gated");
  }

  public GatedEmbedder(String id) {
    this.id = id;
  }

  /// Later calls fail.
  public void breakAfter(int texts) {
    breaksAt = texts;
  }

  public GatedEmbedder shut() {
    gate = new CompletableFuture<>();
    return this;
  }

  public GatedEmbedder open() {
    gate.complete(null);
    return this;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    gate.join();
    if (embedded.get() + texts.size() > breaksAt) broken = true;
    if (broken) throw new IllegalStateException("no embedder");
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
