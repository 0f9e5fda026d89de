package io.parley.knowledge.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.parley.core.model.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// all-MiniLM-L6-v2 (quantised to 8 bits) in this JVM: no service, no network. About 10 ms a
/// sentence. Loading takes both cores of a small machine for a second or two, so the first use
/// loads it, and can be delayed until the program has started.
///
/// The model was trained on pieces of up to 256 tokens (Reimers and Gurevych, "Sentence-BERT",
/// EMNLP 2019; the model card of sentence-transformers/all-MiniLM-L6-v2), so a longer text is cut:
/// little is lost, and a huge text cannot occupy the processor.
///
/// The runtime frees its native memory when the JVM ends, even while in use, and the process then
/// aborts (microsoft/onnxruntime#31352): close this before.
public final class MiniLmEmbedder implements Embedder, AutoCloseable {
  /// How many texts one call may bring.
  public static final int TEXTS_MAX = 256;

  /// About 512 tokens of English.
  static final int CHARS_MAX = 2_000;

  private static final int DIMENSIONS = 384;

  /// The tokenizer's library (DJL) reports every machine in its makers' cloud that loads it, unless
  /// this opts out. Parley sends no telemetry.
  static final String NO_REPORTS = "OPT_OUT_TRACKING";

  static {
    System.setProperty(NO_REPORTS, "true");
  }

  /// A text without words still needs a vector of length 1.
  private static final String NOTHING = ".";

  private final CompletableFuture<?> begin;

  /// Read while the model computes, written to close it.
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;
  private volatile AllMiniLmL6V2QuantizedEmbeddingModel model;

  /// Loads when it is first used.
  public MiniLmEmbedder() {
    this(CompletableFuture.completedFuture(null));
  }

  /// @param begin when it may load; earlier calls wait for that
  public MiniLmEmbedder(CompletableFuture<?> begin) {
    this.begin = begin;
  }

  @Override
  public String id() {
    return "all-minilm-l6-v2-q";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    if (texts.size() > TEXTS_MAX)
      throw new IllegalArgumentException(
          "texts: %d (expected: ≤ %d)".formatted(texts.size(), TEXTS_MAX));
    begin.join();
    var vectors = new ArrayList<float[]>(texts.size());
    for (var text : texts) vectors.add(vector(bounded(text)));
    return vectors;
  }

  /// Waits for the text that is being embedded; later calls are rejected.
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      closed = true;
    } finally {
      use.writeLock().unlock();
    }
  }

  private float[] vector(String text) {
    use.readLock().lock();
    try {
      if (closed) throw new RejectedExecutionException("the embedding model is closed");
      return model().embed(text).content().vector();
    } finally {
      use.readLock().unlock();
    }
  }

  private AllMiniLmL6V2QuantizedEmbeddingModel model() {
    if (model == null) load();
    return model;
  }

  private synchronized void load() {
    // computes in the caller's thread: the caller decides how much runs at once
    if (model == null) model = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
  }

  private static String bounded(String text) {
    var cut = text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) : text;
    // half a surrogate pair would not get through to the native tokenizer
    cut = new String(cut.getBytes(UTF_8), UTF_8);
    return cut.codePoints().anyMatch(MiniLmEmbedder::visible) ? cut : NOTHING;
  }

  private static boolean visible(int c) {
    return Character.isLetterOrDigit(c) || (c > ' ' && c < 127);
  }
}
