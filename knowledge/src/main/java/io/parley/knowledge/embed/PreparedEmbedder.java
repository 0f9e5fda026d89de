package io.parley.knowledge.embed;

import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Computes what was not prepared. A new installation has the sample shop's vectors at once.
final class PreparedEmbedder implements Embedder {
  private final Embedder embedder;
  private final PreparedVectors prepared;

  PreparedEmbedder(Embedder embedder, PreparedVectors prepared) {
    this.embedder = embedder;
    this.prepared = prepared;
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
    var vectors = new HashMap<String, float[]>();
    var missing = new ArrayList<String>();
    for (var text : texts)
      prepared.of(text).ifPresentOrElse(v -> vectors.put(text, v), () -> missing.add(text));
    if (!missing.isEmpty()) {
      var made = embedder.embed(missing);
      for (int i = 0; i < missing.size(); i++) vectors.put(missing.get(i), made.get(i));
    }
    return texts.stream().map(vectors::get).toList();
  }
}
