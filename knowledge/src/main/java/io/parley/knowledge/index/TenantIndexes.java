package io.parley.knowledge.index;

import io.parley.core.knowledge.Articles;
import io.parley.core.knowledge.Vectors;
import io.parley.core.model.Embedder;
import io.parley.core.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens and deletes the files of tenants' indexes. A tenant's directory has one for each kind
/// ([IndexKind]): usually one, and two while one of a new kind is being built.
final class TenantIndexes {
  private static final Logger log = LoggerFactory.getLogger(TenantIndexes.class);

  private final IndexRoot root;
  private final Articles articles;
  private final Vectors store;
  private final Embedder embedder;
  private final Function<String, Optional<Embedder>> earlier;
  private final KnowledgeSettings settings;
  private final Waiting waiting;

  /// @param earlier opens the embedder of an older index by its id, if it can still be had
  TenantIndexes(
      IndexRoot root,
      Articles articles,
      Vectors store,
      Embedder embedder,
      Function<String, Optional<Embedder>> earlier,
      KnowledgeSettings settings,
      Waiting waiting) {
    this.root = root;
    this.articles = articles;
    this.store = store;
    this.embedder = embedder;
    this.earlier = earlier;
    this.settings = settings;
    this.waiting = waiting;
  }

  /// The index of the current kind.
  TenantIndex current(TenantId tenant) throws IOException {
    return open(tenant, IndexKind.current(embedder.id(), settings.passageChars()), embedder);
  }

  /// An index of another embedder that can answer until the current one has its vectors. Other
  /// indexes are deleted.
  Optional<TenantIndex> predecessor(TenantId tenant, TenantIndex current) throws IOException {
    Optional<TenantIndex> found = Optional.empty();
    boolean unfinished = !current.inherited() || current.vectorsMissing();
    for (var path : directories(tenant)) {
      if (path.equals(path(tenant, current.kind()))) continue;
      var kind = IndexFiles.kindIn(path).filter(other -> canAnswer(other, current.kind()));
      var made =
          unfinished && found.isEmpty()
              ? kind.flatMap(other -> earlier.apply(other.embedder()))
              : Optional.<Embedder>empty();
      if (made.isPresent()) found = Optional.of(open(tenant, kind.get(), made.get()));
      else IOUtils.rm(path);
    }
    return found;
  }

  /// Closes the index and deletes its files.
  void delete(TenantId tenant, TenantIndex index) throws IOException {
    index.close();
    IOUtils.rm(path(tenant, index.kind()));
  }

  /// Deletes all files of a tenant, whose indexes are closed.
  void erase(TenantId tenant) {
    try {
      IOUtils.rm(root.of(tenant));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the knowledge index of tenant %s cannot be deleted".formatted(tenant), e);
    }
  }

  private static boolean canAnswer(IndexKind other, IndexKind current) {
    return other.layout() == current.layout() && other.passageChars() == current.passageChars();
  }

  private TenantIndex open(TenantId tenant, IndexKind kind, Embedder ofKind) throws IOException {
    var vectors = new VectorSource(ofKind, store, waiting);
    var catchUp = new CatchUp(tenant, articles, vectors, settings, waiting);
    long begin = System.nanoTime();
    var files = IndexFiles.open(path(tenant, kind), kind);
    log.info(
        "knowledge index of tenant {} opened in {} ms: version {}, {} passages",
        tenant,
        (System.nanoTime() - begin) / 1_000_000,
        files.version(),
        files.passages());
    return new TenantIndex(files, catchUp, vectors, settings.candidates());
  }

  private Path path(TenantId tenant, IndexKind kind) {
    return root.of(tenant).resolve(kind.directory());
  }

  private Iterable<Path> directories(TenantId tenant) throws IOException {
    try (var all = Files.list(root.of(tenant))) {
      return all.filter(Files::isDirectory).toList();
    }
  }
}
