package io.parley.knowledge.fake;

import io.parley.core.model.Embedder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An embedder that computes each text once for all tests of this JVM: a conversation of several
/// turns asks for the same texts again with every turn.
public final class RememberedVectors implements Embedder {
  private final Embedder embedder;
  private final Map<String, float[]> known = new ConcurrentHashMap<>();

  public RememberedVectors(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public String id() {
    return embedder.id();
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public boolean isReady() {
    return embedder.isReady();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return texts.stream()
        .map(text -> known.computeIfAbsent(text, embedder::embed).clone())
        .toList();
  }
}
