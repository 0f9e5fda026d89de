package io.parley.knowledge.index;

import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.model.Embedder;
import io.parley.knowledge.search.IndexedPassage;
import io.parley.knowledge.search.PassageSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One index of a tenant with everything that happens to it: searches, changes of articles
/// ([CatchUp]), and the passages' vectors, which come later. Thread safe; changes wait for each
/// other, searches for nothing.
final class TenantIndex implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TenantIndex.class);

  /// Passages that get their vectors in one step, after which searches see them: few when the
  /// embedder is slow.
  private static final int STEP_MIN = 16;

  private static final int STEP_MAX = 4_096;
  private static final long STEP_NANOS = 1_000_000_000L;

  private final IndexFiles files;
  private final CatchUp catchUp;
  private final VectorSource vectors;
  private final int candidates;

  /// Whether it had answers when it was opened.
  private final boolean inherited;

  /// Completes when every passage has had its vectors once.
  private final CompletableFuture<Void> complete = new CompletableFuture<>();

  private volatile boolean vectorsMissing = true;
  private volatile boolean vectorsPresent;

  /// Negative: none.
  private volatile long wholeVersion = -1;

  private int step = STEP_MIN;

  TenantIndex(IndexFiles files, CatchUp catchUp, VectorSource vectors, int candidates)
      throws IOException {
    this.files = files;
    this.catchUp = catchUp;
    this.vectors = vectors;
    this.candidates = candidates;
    this.inherited = files.committed();
    if (inherited) noteMissing();
  }

  IndexKind kind() {
    return files.kind();
  }

  Embedder embedder() {
    return vectors.embedder();
  }

  long version() {
    return files.version();
  }

  boolean inherited() {
    return inherited;
  }

  CompletableFuture<Void> complete() {
    return complete;
  }

  /// Whether some passages are found by their words alone.
  boolean vectorsMissing() {
    return vectorsMissing;
  }

  /// The version of the articles that it has with all their vectors; empty while some are missing.
  OptionalLong wholeVersion() {
    long whole = wholeVersion;
    return whole < 0 ? OptionalLong.empty() : OptionalLong.of(whole);
  }

  /// Whether any passage has vectors.
  boolean vectorsPresent() {
    return vectorsPresent;
  }

  /// Whether it accepts changes; otherwise it has to be opened again.
  boolean isOpen() {
    return files.isOpen();
  }

  IndexState state() {
    try {
      return new IndexState(
          version(), files.passages(), files.countWithoutVectors(), embedder().id());
    } catch (IOException e) {
      throw new UncheckedIOException("the knowledge index cannot be read", e);
    }
  }

  /// @param vector of the query's text, if it could be made
  List<Passage> search(KnowledgeQuery query, Optional<float[]> vector) {
    try {
      return files.read(
          searcher ->
              new PassageSearch(searcher, candidates)
                  .search(query.text(), vector, query.collections(), query.limit()));
    } catch (IOException e) {
      throw new UncheckedIOException("the knowledge index cannot be read", e);
    }
  }

  /// Takes in the articles' changes.
  synchronized void follow() throws IOException {
    catchUp.follow(files);
    noteMissing();
  }

  /// Compares every article's hash: the articles may be of another database or backup.
  synchronized void compare() throws IOException {
    catchUp.compare(files);
    noteMissing();
  }

  /// Gives some passages their vectors; article changes can come in between. Fails as the embedder
  /// does.
  ///
  /// @return whether passages without vectors remain
  boolean addVectors() throws IOException {
    var passages = files.withoutVectors(step);
    if (!passages.isEmpty()) {
      long begin = System.nanoTime();
      var texts = new LinkedHashSet<String>();
      for (var passage : passages) texts.addAll(passage.texts());
      var byHash = vectors.of(texts);
      adapt(System.nanoTime() - begin);
      write(passages, byHash);
    }
    boolean remain = noteMissing();
    if (!passages.isEmpty() && !remain)
      log.info("all {} passages have their vectors by {}", files.passages(), embedder().id());
    return remain;
  }

  private void adapt(long nanos) {
    if (nanos < STEP_NANOS) step = Math.min(STEP_MAX, step * 2);
    else if (nanos > 2 * STEP_NANOS) step = Math.max(STEP_MIN, step / 2);
  }

  private synchronized void write(List<IndexedPassage> passages, Map<String, float[]> byHash)
      throws IOException {
    files.addVectors(passages, passage -> VectorSource.ofTexts(passage.texts(), byHash));
    files.refresh();
    files.commit();
  }

  private synchronized boolean noteMissing() throws IOException {
    int without = files.countWithoutVectors();
    boolean missing = without > 0;
    vectorsMissing = missing;
    vectorsPresent = files.passages() > without;
    wholeVersion = missing ? -1 : files.version();
    if (!missing) complete.complete(null);
    return missing;
  }

  @Override
  public synchronized void close() throws IOException {
    files.close();
  }
}
