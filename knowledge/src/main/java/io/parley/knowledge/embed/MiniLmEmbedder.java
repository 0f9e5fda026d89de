package io.parley.knowledge.embed;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import io.parley.core.model.Embedder;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// all-MiniLM-L6-v2 (quantised to 8 bits) in this JVM: no service, no network. About 10 ms a
/// sentence. Loading takes both cores of a small machine for a second or two, so it can be delayed
/// until the program has started.
///
/// The model was trained on pieces of up to 256 tokens (Reimers and Gurevych, "Sentence-BERT",
/// EMNLP 2019; the model card of sentence-transformers/all-MiniLM-L6-v2), so a longer text is cut:
/// little is lost.
public final class MiniLmEmbedder implements Embedder, AutoCloseable {
  /// See [#id].
  public static final String ID = "all-minilm-l6-v2-q";

  /// How many texts one call may bring.
  public static final int TEXTS_MAX = LocalModel.TEXTS_MAX;

  static final String NO_REPORTS = LocalModel.NO_REPORTS;

  private static final int DIMENSIONS = 384;

  private final LocalModel model;

  /// Loads at once, in the background.
  public MiniLmEmbedder() {
    this(CompletableFuture.completedFuture(null));
  }

  /// @param begin when it loads; calls wait for that
  public MiniLmEmbedder(CompletableFuture<?> begin) {
    model =
        new LocalModel(
            begin,
            () ->
                SentenceEncoder.ofResources(
                    "/all-minilm-l6-v2-q.onnx",
                    "/all-minilm-l6-v2-q-tokenizer.json",
                    PoolingMode.MEAN));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public boolean isReady() {
    return model.isReady();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return model.embed(texts);
  }

  /// Waits for the text that is being embedded; later calls are rejected.
  @Override
  public void close() {
    model.close();
  }
}
