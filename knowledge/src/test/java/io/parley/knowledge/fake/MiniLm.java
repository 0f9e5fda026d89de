package io.parley.knowledge.fake;

import io.parley.core.model.Embedder;
import io.parley.knowledge.embed.MiniLmEmbedder;

/// The real embedder, loaded once for all tests of this JVM.
public final class MiniLm {
  public static final Embedder EMBEDDER = new MiniLmEmbedder();

  private MiniLm() {}
}
