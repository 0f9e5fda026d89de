package io.parley.bench.knowledge;

import io.parley.core.model.Embedder;
import java.util.List;

/// For searches by words alone.
final class NoEmbedder implements Embedder {
  @Override
  public String id() {
    return "none";
  }

  @Override
  public int dimensions() {
    return 1;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    throw new UnsupportedOperationException("nothing is embedded here");
  }
}
