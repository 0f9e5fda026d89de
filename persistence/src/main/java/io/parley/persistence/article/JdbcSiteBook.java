package io.parley.persistence.article;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.knowledge.ReadDocument;
import io.parley.core.knowledge.document.Document.FileStamp;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.KnowledgeFiles.FileTexts;
import io.parley.core.knowledge.document.TextLimits;
import io.parley.core.knowledge.document.Written;
import io.parley.core.knowledge.site.SeenPage;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.knowledge.site.SourceRuns.Claim;
import io.parley.core.party.Party;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The pages of a source in a table, and their texts as documents of files. Each change is one
/// transaction, and only the claim's owner makes any.
final class JdbcSiteBook implements SiteBook {
  private static final String PAGES =
      """
      SELECT url, etag, last_modified, hash, links, has_text, run = ? AS is_settled
      FROM knowledge_source_page WHERE tenant = ? AND source = ? ORDER BY url COLLATE "C"\
      """;

  /// A change of the source, or another claim, waits for the end of this one.
  private static final String OWN =
      """
      SELECT 1 FROM knowledge_source
      WHERE tenant = ? AND id = ? AND claim_owner = ? FOR SHARE\
      """;

  private static final String PUT =
      """
      INSERT INTO knowledge_source_page (tenant, source, url_hash, url, etag, last_modified, hash,
        links, file, has_text, run)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, source, url_hash) DO UPDATE SET etag = excluded.etag,
        last_modified = excluded.last_modified, hash = excluded.hash, links = excluded.links,
        file = excluded.file, has_text = excluded.has_text, run = excluded.run\
      """;

  private static final String REMOVE =
      "DELETE FROM knowledge_source_page WHERE tenant = ? AND source = ? AND url_hash = ?";

  private static final Kept DONE = new Kept.Done();

  private final Database database;
  private final JdbcKnowledgeFiles files;
  private final DocumentLimits limits;
  private final Claim claim;

  JdbcSiteBook(Database database, JdbcKnowledgeFiles files, DocumentLimits limits, Claim claim) {
    this.database = database;
    this.files = files;
    this.limits = limits;
    this.claim = claim;
  }

  @Override
  public CompletionStage<List<SeenPage>> pages() {
    return database.as(
        claim.tenant(),
        connection ->
            Sql.query(connection, PAGES, SourceRows::page, claim.run(), tenant(), source()));
  }

  @Override
  public CompletionStage<Kept> put(SeenPage page, Optional<List<ReadDocument>> texts) {
    var excess = texts.flatMap(all -> TextLimits.excess("page", all, limits));
    return changed(
        connection -> {
          if (excess.isPresent()) return new Kept.TooLong(excess.get());
          var kept = texts.isPresent() ? store(connection, page, texts.get()) : DONE;
          if (kept instanceof Kept.Done) remember(connection, page);
          return kept;
        });
  }

  private Kept store(Connection connection, SeenPage page, List<ReadDocument> texts)
      throws SQLException {
    var file = claim.source().file(page.url());
    if (texts.isEmpty()) {
      files.delete(connection, claim.tenant(), claim.source().collection(), file);
      return DONE;
    }
    var reading = claim.source().reading();
    var written =
        files.replace(
            connection,
            claim.tenant(),
            new FileTexts(
                claim.source().collection(),
                new FileStamp(file, page.hash()),
                reading.labels(),
                reading.language(),
                texts.stream().map(text -> at(page.url(), text)).toList()),
            Party.SYSTEM);
    return switch (written) {
      case Written.Stored _ -> DONE;
      case Written.NoSuchCollection() -> new Kept.NoSuchCollection();
      case Written.TooMany(int max) -> new Kept.TooMany(max);
      case Written.StorageFull(long bytes) -> new Kept.StorageFull(bytes);
      case Written.VersionDiffers _ ->
          throw new IllegalStateException("files are stored without an expected version");
    };
  }

  /// People find it at the page's address, which is its title, too, if it has none.
  private static ReadDocument at(String url, ReadDocument text) {
    return TextLimits.shortened(
        new ReadDocument(
            text.key(),
            text.title().or(() -> Optional.of(url)),
            text.language(),
            text.labels(),
            text.source().or(() -> Optional.of(url)),
            text.body()));
  }

  private void remember(Connection connection, SeenPage page) throws SQLException {
    Sql.update(
        connection,
        PUT,
        tenant(),
        source(),
        ContentHash.of(page.url()),
        page.url(),
        page.etag().map(Text::storable),
        page.lastModified().map(Text::storable),
        page.hash(),
        page.links().stream().map(Text::storable).toArray(String[]::new),
        claim.source().file(page.url()),
        page.hasText(),
        claim.run());
  }

  @Override
  public CompletionStage<Kept> remove(String url) {
    return changed(
        connection -> {
          files.delete(
              connection, claim.tenant(), claim.source().collection(), claim.source().file(url));
          Sql.update(connection, REMOVE, tenant(), source(), ContentHash.of(url));
          return DONE;
        });
  }

  private CompletionStage<Kept> changed(Database.Work<Kept> change) {
    return database.as(
        claim.tenant(),
        connection -> {
          boolean isOurs =
              Sql.first(connection, OWN, row -> true, tenant(), source(), claim.owner())
                  .isPresent();
          return isOurs ? change.on(connection) : new Kept.Overtaken();
        });
  }

  private String tenant() {
    return claim.tenant().value();
  }

  private String source() {
    return claim.source().id();
  }
}
