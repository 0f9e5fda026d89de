package io.parley.knowledge.index;

import io.parley.core.knowledge.ArticleChange.Place;
import io.parley.core.knowledge.ArticleHash;
import io.parley.knowledge.search.IndexedPassage;
import io.parley.knowledge.search.PassageDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One index of one tenant in a directory, memory-mapped. Its manifest (what kind of index it is,
/// and up to which change of the articles) is part of each commit, so files and manifest always fit
/// together, wherever a process was killed. Thread safe.
///
/// Changes are visible to searches after [#refresh], and survive the process after [#commit].
final class IndexFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IndexFiles.class);
  private static final String VERSION = "version";
  private static final String PLACE_VERSION = "place-version";
  private static final String PLACE_REF = "place-ref";

  private final IndexKind kind;
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  // guarded by this
  private Place place = Place.START;
  private long version;
  private boolean committed;
  private Optional<Set<String>> replaced = Optional.empty();

  private IndexFiles(Path path, IndexKind kind) throws IOException {
    this.kind = kind;
    Files.createDirectories(path);
    this.directory = new MMapDirectory(path);
    boolean opened = false;
    IndexWriter made = null;
    try {
      requireKind(directory, kind);
      made = new IndexWriter(directory, IndexTuning.config());
      this.writer = made;
      this.searchers = new SearcherManager(made, new SearcherFactory());
      readManifest();
      opened = true;
    } finally {
      if (!opened) {
        if (made != null) made.rollback();
        directory.close();
      }
    }
  }

  /// Opens the index in the directory. An index that cannot be read, or is of another kind, is
  /// deleted, and the index is empty.
  static IndexFiles open(Path path, IndexKind kind) throws IOException {
    try {
      return new IndexFiles(path, kind);
    } catch (LockObtainFailedException inUse) {
      throw inUse;
    } catch (IOException | RuntimeException damaged) {
      log.warn("the knowledge index in {} cannot be read: it is built anew", path, damaged);
      IOUtils.rm(path);
      return new IndexFiles(path, kind);
    }
  }

  /// The kind of the index in a directory; empty if there is none that can be read.
  static Optional<IndexKind> kindIn(Path path) {
    try (var directory = new MMapDirectory(path)) {
      if (!DirectoryReader.indexExists(directory)) return Optional.empty();
      return IndexKind.of(SegmentInfos.readLatestCommit(directory).getUserData());
    } catch (IOException | RuntimeException damaged) {
      log.debug("no index can be read in {}", path, damaged);
      return Optional.empty();
    }
  }

  private static void requireKind(Directory directory, IndexKind kind) throws IOException {
    if (!DirectoryReader.indexExists(directory)) return;
    var found = IndexKind.of(SegmentInfos.readLatestCommit(directory).getUserData());
    if (!found.equals(Optional.of(kind)))
      throw new IOException("an index of " + found + " (expected: " + kind + ")");
  }

  private void readManifest() {
    var entries = new HashMap<String, String>();
    var data = writer.getLiveCommitData();
    if (data != null) data.forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    if (!entries.containsKey(VERSION)) return;
    committed = true;
    version = Long.parseLong(entries.get(VERSION));
    place = new Place(Long.parseLong(entries.get(PLACE_VERSION)), entries.get(PLACE_REF));
  }

  IndexKind kind() {
    return kind;
  }

  /// The last change of the articles that it has.
  synchronized Place place() {
    return place;
  }

  /// Of the articles.
  synchronized long version() {
    return version;
  }

  /// Whether it was ever committed: an index that was not has nothing to answer with.
  synchronized boolean committed() {
    return committed;
  }

  /// Whether it still accepts changes; it does not after a full disk, for example.
  boolean isOpen() {
    return writer.isOpen();
  }

  /// Replaces an article's passages; none removes it.
  synchronized void replace(String ref, List<Document> passages) throws IOException {
    replaced.ifPresent(refs -> refs.add(ref));
    var term = PassageDocument.ofArticle(ref);
    if (passages.isEmpty()) writer.deleteDocuments(term);
    else writer.updateDocuments(term, passages);
  }

  /// Some passages without vectors. [#addVectors] may follow.
  synchronized List<IndexedPassage> withoutVectors(int limit) throws IOException {
    // from now on only the refs in `replaced` differ from what is read here
    searchers.maybeRefreshBlocking();
    replaced = Optional.of(new HashSet<>());
    return read(
        searcher -> {
          var found = new ArrayList<IndexedPassage>();
          var stored = searcher.storedFields();
          var query = new TermQuery(PassageDocument.withoutVectors());
          for (var hit : searcher.search(query, limit).scoreDocs)
            found.add(PassageDocument.passage(stored.document(hit.doc)));
          return found;
        });
  }

  /// Gives the passages of the last [#withoutVectors] their vectors, except those whose articles
  /// changed since.
  ///
  /// @param vectors of a passage
  synchronized void addVectors(
      List<IndexedPassage> passages, Function<IndexedPassage, List<float[]>> vectors)
      throws IOException {
    var changed = replaced.orElse(Set.of());
    replaced = Optional.empty();
    for (var passage : passages)
      if (!changed.contains(passage.ref()))
        writer.updateDocument(
            PassageDocument.identity(passage), PassageDocument.of(passage, vectors.apply(passage)));
  }

  /// Stores everything that was written, and up to which change of the articles that is.
  synchronized void commit(Place reached, long ofVersion) throws IOException {
    var entries = new HashMap<>(kind.entries());
    entries.put(VERSION, Long.toString(ofVersion));
    entries.put(PLACE_VERSION, Long.toString(reached.version()));
    entries.put(PLACE_REF, reached.ref());
    writer.setLiveCommitData(Map.copyOf(entries).entrySet());
    writer.commit();
    place = reached;
    version = ofVersion;
    committed = true;
  }

  /// Stores new vectors; the place in the articles stays, which may be changes behind.
  synchronized void commit() throws IOException {
    commit(place, version);
  }

  /// Shows what was written.
  void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  /// How many passages searches see.
  int passages() throws IOException {
    return read(searcher -> searcher.getIndexReader().numDocs());
  }

  /// How many passages of an article searches see.
  int passages(String ref) throws IOException {
    return read(searcher -> searcher.count(new TermQuery(PassageDocument.ofArticle(ref))));
  }

  /// How many passages were written, with those that are replaced at the next [#refresh].
  int estimate() {
    return writer.getDocStats().numDocs;
  }

  /// Whether searches see a passage of this content of the article.
  boolean has(ArticleHash article) throws IOException {
    return read(searcher -> searcher.count(new TermQuery(PassageDocument.of(article))) > 0);
  }

  /// How many passages have no vectors.
  int countWithoutVectors() throws IOException {
    return read(searcher -> searcher.count(new TermQuery(PassageDocument.withoutVectors())));
  }

  <T> T read(Reading<T> reading) throws IOException {
    var searcher = searchers.acquire();
    try {
      return reading.of(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /// Reads from a searcher that stays valid meanwhile.
  @FunctionalInterface
  interface Reading<T> {
    T of(IndexSearcher searcher) throws IOException;
  }

  /// Writes since the last commit are dropped; they are made again from the articles.
  @Override
  public void close() throws IOException {
    try (directory) {
      searchers.close();
      writer.rollback();
    }
  }
}
