package io.parley.knowledge.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// An embedding model in this JVM. It is loaded by a thread of its own; calls wait for that.
///
/// The runtime frees its native memory when the JVM ends, even while in use, and the process then
/// aborts (microsoft/onnxruntime#31352): close this before.
final class LocalModel implements AutoCloseable {
  /// How many texts one call may bring.
  static final int TEXTS_MAX = 256;

  /// About 512 tokens of English: small models were trained on less, and a huge text cannot occupy
  /// the processor.
  static final int CHARS_MAX = 2_000;

  /// The tokenizer's library (DJL) reports every machine in its makers' cloud that loads it, unless
  /// this opts out. Parley sends no telemetry.
  static final String NO_REPORTS = "OPT_OUT_TRACKING";

  static {
    System.setProperty(NO_REPORTS, "true");
  }

  /// A text without words still needs a vector of length 1.
  private static final String NOTHING = ".";

  private final CompletableFuture<?> begin;
  private final Supplier<EmbeddingModel> load;

  /// The first loading, or its failure.
  private final CompletableFuture<Void> tried;

  /// Read while the model computes, written to close it.
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;
  private volatile EmbeddingModel model;

  /// @param begin when it loads
  LocalModel(CompletableFuture<?> begin, Supplier<EmbeddingModel> load) {
    this.begin = begin;
    this.load = load;
    this.tried = begin.thenRunAsync(this::loadAhead, LocalModel::start);
  }

  /// Whether a call need not wait for the loading. After one that failed each call tries again, and
  /// tells why.
  boolean isReady() {
    return tried.isDone();
  }

  List<float[]> embed(List<String> texts) {
    if (texts.size() > TEXTS_MAX)
      throw new IllegalArgumentException(
          "texts: %d (expected: ≤ %d)".formatted(texts.size(), TEXTS_MAX));
    awaitBegin();
    var vectors = new ArrayList<float[]>(texts.size());
    for (var text : texts) vectors.add(vector(Texts.bounded(text, CHARS_MAX)));
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

  private void awaitBegin() {
    try {
      begin.join();
    } catch (CancellationException ended) {
      throw new RejectedExecutionException("the start was given up", ended);
    }
  }

  private float[] vector(String text) {
    use.readLock().lock();
    try {
      if (closed) throw new RejectedExecutionException("the embedding model is closed");
      return loaded().embed(text).content().vector();
    } finally {
      use.readLock().unlock();
    }
  }

  private static void start(Runnable loading) {
    Thread.ofPlatform().daemon().name("embedding-model").start(loading);
  }

  private void loadAhead() {
    use.readLock().lock();
    try {
      if (!closed) load();
    } finally {
      use.readLock().unlock();
    }
  }

  private EmbeddingModel loaded() {
    if (model == null) load();
    return model;
  }

  private synchronized void load() {
    if (model == null) model = load.get();
  }

  /// The treatment of a text by every embedder before it is embedded.
  static final class Texts {
    private Texts() {}

    /// @param max characters that are embedded
    static String bounded(String text, int max) {
      var cut = text.length() > max ? text.substring(0, max) : text;
      // half a surrogate pair would not get through to the native tokenizer
      cut = new String(cut.getBytes(UTF_8), UTF_8);
      return cut.codePoints().anyMatch(Texts::visible) ? cut : NOTHING;
    }

    private static boolean visible(int c) {
      return Character.isLetterOrDigit(c) || (c > ' ' && c < 127);
    }
  }
}
