package io.parley.knowledge.index;

import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.ArticleChange;
import io.parley.core.knowledge.ArticleChange.Place;
import io.parley.core.knowledge.ArticleHash;
import io.parley.core.knowledge.Articles;
import io.parley.core.tenant.TenantId;
import io.parley.knowledge.search.IndexedPassage;
import io.parley.knowledge.search.PassageDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings an index of a tenant's articles up to date: by their changes since its last one, or by
/// comparing all hashes. Passages whose vectors are stored get them at once.
///
/// It blocks. One of these works for one index at a time.
final class CatchUp {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

  /// Articles read and written together.
  private static final int PAGE = 64;

  /// Hashes read together.
  private static final int HASHES = 4_096;

  private final TenantId tenant;
  private final Articles articles;
  private final VectorSource vectors;
  private final KnowledgeSettings settings;
  private final Waiting waiting;
  private boolean full;

  CatchUp(
      TenantId tenant,
      Articles articles,
      VectorSource vectors,
      KnowledgeSettings settings,
      Waiting waiting) {
    this.tenant = tenant;
    this.articles = articles;
    this.vectors = vectors;
    this.settings = settings;
    this.waiting = waiting;
  }

  void follow(IndexFiles files) throws IOException {
    // the version first: of articles that change meanwhile the index is too new for its number, and
    // follows once more, instead of staying stale for ever
    long version = waiting.on(articles.version(tenant));
    if (version < files.version()) {
      log.warn(
          "knowledge of tenant {} has version {}, its index {}: all articles are compared",
          tenant,
          version,
          files.version());
      compare(files);
      return;
    }
    var place = files.place();
    int changed = 0;
    List<ArticleChange> page;
    do {
      page = waiting.on(articles.changes(tenant, place, PAGE));
      var wanted = new LinkedHashMap<String, Optional<Article>>();
      for (var change : page) wanted.put(change.ref(), change.article());
      changed += write(files, wanted);
      if (!page.isEmpty()) place = page.getLast().at();
    } while (page.size() == PAGE);
    if (files.committed() && version == files.version() && place.equals(files.place())) return;
    files.commit(place, Math.max(version, place.version()));
    log.info(
        "knowledge of tenant {}: version {}, {} changed articles, {} passages",
        tenant,
        files.version(),
        changed,
        files.passages());
  }

  void compare(IndexFiles files) throws IOException {
    long version = waiting.on(articles.version(tenant));
    var comparison = files.read(searcher -> compared(new IndexedArticles(searcher)));
    var gone = new LinkedHashMap<String, Optional<Article>>();
    for (var ref : comparison.gone()) gone.put(ref, Optional.empty());
    write(files, gone);
    var different = comparison.different();
    for (int from = 0; from < different.size(); from += PAGE) {
      var page = different.subList(from, Math.min(different.size(), from + PAGE));
      var wanted = new LinkedHashMap<String, Optional<Article>>();
      for (var article : waiting.on(articles.find(tenant, page)))
        wanted.put(article.ref(), Optional.of(article));
      write(files, wanted);
    }
    // what this version changed was seen above: no ref comes before the empty one
    files.commit(new Place(version + 1, ""), version);
    if (!comparison.isEmpty())
      log.info(
          "knowledge of tenant {}: {} articles differed from the index, {} were gone",
          tenant,
          different.size(),
          comparison.gone().size());
  }

  private record Comparison(List<String> different, List<String> gone) {
    boolean isEmpty() {
      return different.isEmpty() && gone.isEmpty();
    }
  }

  /// Both sides come in the order of the refs' bytes.
  private Comparison compared(IndexedArticles indexed) throws IOException {
    var comparison = new Comparison(new ArrayList<>(), new ArrayList<>());
    var after = "";
    List<ArticleHash> page;
    do {
      page = waiting.on(articles.hashes(tenant, after, HASHES));
      for (var article : page) {
        after = article.ref();
        comparison.gone().addAll(indexed.before(after));
        if (!indexed.has(article)) comparison.different().add(after);
      }
    } while (page.size() == HASHES);
    comparison.gone().addAll(indexed.rest());
    return comparison;
  }

  /// Writes the articles that differ from the index, and shows them.
  ///
  /// @param wanted by ref; empty: removed
  /// @return how many differed
  private int write(IndexFiles files, Map<String, Optional<Article>> wanted) throws IOException {
    var passages = new LinkedHashMap<String, List<IndexedPassage>>();
    for (var entry : wanted.entrySet())
      if (entry.getValue().isEmpty() || !files.has(entry.getValue().get().hash()))
        passages.put(entry.getKey(), entry.getValue().map(this::cut).orElse(List.of()));
    var texts = new ArrayList<String>();
    for (var all : passages.values()) for (var each : all) texts.addAll(each.texts());
    var stored = vectors.stored(texts);
    for (var entry : passages.entrySet()) {
      var documents =
          entry.getValue().stream()
              .map(each -> PassageDocument.of(each, VectorSource.ofTexts(each.texts(), stored)))
              .toList();
      boolean fits = fits(files, entry.getKey(), documents.size());
      files.replace(entry.getKey(), fits ? documents : List.of());
    }
    if (!passages.isEmpty()) files.refresh();
    return passages.size();
  }

  private List<IndexedPassage> cut(Article article) {
    return IndexedPassage.of(article, settings.passageChars());
  }

  private boolean fits(IndexFiles files, String ref, int passages) throws IOException {
    if (passages == 0 || files.estimate() + passages <= settings.passagesMax()) return true;
    files.refresh();
    boolean fits = files.passages() - files.passages(ref) + passages <= settings.passagesMax();
    if (!fits && !full)
      log.error(
          "knowledge of tenant {}: more than {} passages; further articles cannot be found. Raise"
              + " parley.knowledge.passages-max",
          tenant,
          settings.passagesMax());
    full = !fits;
    return fits;
  }
}
