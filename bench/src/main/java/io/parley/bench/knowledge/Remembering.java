package io.parley.bench.knowledge;

import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Embeds each text once: sets share articles, and searches share questions.
final class Remembering implements Embedder {
  private final Embedder embedder;
  private final Map<String, float[]> vectors = new HashMap<>();

  Remembering(Embedder embedder) {
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
  public synchronized List<float[]> embed(List<String> texts) {
    var found = new ArrayList<float[]>(texts.size());
    for (var text : texts) found.add(vectors.computeIfAbsent(text, embedder::embed));
    return found;
  }
}
