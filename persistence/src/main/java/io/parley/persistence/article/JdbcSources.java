package io.parley.persistence.article;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.KnowledgeSources;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Sources in tables; see `V23__knowledge_source.sql`.
public final class JdbcSources implements KnowledgeSources {
  private static final String ALL =
      """
      SELECT s.*, coalesce(s.claim_until > ?, false) AS is_running,
        (SELECT count(*) FROM knowledge_source_page AS p
          WHERE p.tenant = s.tenant AND p.source = s.id) AS page_count,
        r.id AS run_id, r.begun_at, r.forced, r.ended_at, r.requested, r.stored, r.unchanged,
        r.removed, r.held, r.skipped, r.failed, r.is_complete, r.error, r.problems
      FROM knowledge_source AS s
      LEFT JOIN LATERAL (
        SELECT * FROM knowledge_source_run AS run
        WHERE run.tenant = s.tenant AND run.source = s.id ORDER BY run.id DESC LIMIT 1) AS r ON true
      WHERE s.tenant = ? AND (?::text IS NULL OR s.id = ?) ORDER BY s.id COLLATE "C"\
      """;

  private static final String FIND =
      "SELECT * FROM knowledge_source WHERE tenant = ? AND id = ? FOR UPDATE";

  private static final String COUNT = "SELECT count(*) FROM knowledge_source WHERE tenant = ?";

  private static final String PUT =
      """
      INSERT INTO knowledge_source (tenant, id, collection, kind, url, host, every_seconds, pages,
        paths, labels, language, login_secret, login_user, hook, next_run)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, id) DO UPDATE SET collection = excluded.collection,
        kind = excluded.kind, url = excluded.url, host = excluded.host,
        every_seconds = excluded.every_seconds, pages = excluded.pages, paths = excluded.paths,
        labels = excluded.labels, language = excluded.language,
        login_secret = excluded.login_secret, login_user = excluded.login_user, hook = excluded.hook,
        next_run = excluded.next_run, run = NULL, claim_owner = NULL, claim_until = NULL\
      """;

  private static final String END_RUN =
      """
      UPDATE knowledge_source_run SET ended_at = ?, error = 'the source was changed meanwhile'
      WHERE tenant = ? AND source = ? AND ended_at IS NULL\
      """;

  private static final String FORGET_PAGES =
      "DELETE FROM knowledge_source_page WHERE tenant = ? AND source = ?";

  private static final String READ_AGAIN =
      """
      UPDATE knowledge_source_page SET etag = NULL, last_modified = NULL, hash = ''
      WHERE tenant = ? AND source = ?\
      """;

  private static final String DELETE = "DELETE FROM knowledge_source WHERE tenant = ? AND id = ?";

  private static final String SYNC =
      """
      UPDATE knowledge_source SET next_run = ?, wished_at = ?, force = force OR ?
      WHERE tenant = ? AND id = ?\
      """;

  private static final String RUNS =
      """
      SELECT id AS run_id, begun_at, forced, ended_at, requested, stored, unchanged, removed, held,
        skipped, failed, is_complete, error, problems
      FROM knowledge_source_run WHERE tenant = ? AND source = ? ORDER BY id DESC LIMIT ?\
      """;

  private final Database database;
  private final InstantSource clock;

  public JdbcSources(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Put> put(TenantId tenant, KnowledgeSource source) {
    return put(tenant, source, Optional.empty());
  }

  @Override
  public CompletionStage<Put> put(TenantId tenant, KnowledgeSource source, Act act) {
    return put(tenant, source, Optional.of(act));
  }

  private CompletionStage<Put> put(TenantId tenant, KnowledgeSource source, Optional<Act> act) {
    var now = clock.instant();
    return database.as(tenant, connection -> put(connection, tenant, source, now, act));
  }

  private static Put put(
      Connection connection,
      TenantId tenant,
      KnowledgeSource source,
      Instant now,
      Optional<Act> act)
      throws SQLException {
    if (!JdbcCollections.exists(connection, tenant, source.collection()))
      return Put.NO_SUCH_COLLECTION;
    var old = Sql.first(connection, FIND, SourceRows::source, tenant.value(), source.id());
    if (old.equals(Optional.of(source))) return Put.DONE;
    if (old.isEmpty()) {
      int count = Sql.first(connection, COUNT, row -> row.getInt(1), tenant.value()).orElse(0);
      if (count >= KnowledgeSource.COUNT_MAX) return Put.TOO_MANY;
    } else if (!old.get().isSamePlace(source)) {
      SourceRows.deleteDocuments(connection, tenant, source.id());
      Sql.update(connection, FORGET_PAGES, tenant.value(), source.id());
    } else if (!old.get().isSameText(source)) {
      Sql.update(connection, READ_AGAIN, tenant.value(), source.id());
    }
    Sql.update(connection, END_RUN, now, tenant.value(), source.id());
    store(connection, tenant, source, now);
    AuditRows.add(connection, tenant, act, stored(old, source));
    return Put.DONE;
  }

  /// The address may hold a secret: its host alone is told.
  private static Change stored(Optional<KnowledgeSource> before, KnowledgeSource now) {
    return Change.of(
        "knowledge-source-stored",
        target(now.id()),
        before.map(JdbcSources::fields).orElse(Map.of()),
        fields(now));
  }

  private static Map<String, String> fields(KnowledgeSource source) {
    return Map.of(
        "collection", source.collection(), "kind", source.kind().word(), "host", source.host());
  }

  private static String target(String id) {
    return "knowledge-source:" + Text.storable(id);
  }

  private static void store(
      Connection connection, TenantId tenant, KnowledgeSource source, Instant now)
      throws SQLException {
    var reading = source.reading();
    Sql.update(
        connection,
        PUT,
        tenant.value(),
        source.id(),
        source.collection(),
        source.kind().word(),
        source.url().toString(),
        source.host(),
        source.every().map(Duration::toSeconds),
        reading.pages().isPresent() ? Optional.of(reading.pages().getAsInt()) : Optional.empty(),
        reading.paths().stream().map(Text::storable).toArray(String[]::new),
        reading.labels().stream().map(Text::storable).toArray(String[]::new),
        reading.language(),
        reading.login().map(KnowledgeSource.Login::secret),
        reading.login().flatMap(KnowledgeSource.Login::user).map(Text::storable),
        source.hook(),
        now);
  }

  @Override
  public CompletionStage<List<State>> list(TenantId tenant) {
    return states(tenant, Optional.empty());
  }

  @Override
  public CompletionStage<Optional<State>> find(TenantId tenant, String id) {
    return states(tenant, Optional.of(Text.storable(id)))
        .thenApply(states -> states.stream().findFirst());
  }

  private CompletionStage<List<State>> states(TenantId tenant, Optional<String> id) {
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection, ALL, JdbcSources::state, clock.instant(), tenant.value(), id, id));
  }

  private static State state(ResultSet row) throws SQLException {
    return new State(
        SourceRows.source(row),
        Sql.instantIfAny(row, "next_run"),
        row.getBoolean("is_running"),
        row.getInt("page_count"),
        row.getObject("run_id") == null ? Optional.empty() : Optional.of(SourceRows.run(row)));
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String id, boolean keep) {
    return delete(tenant, id, keep, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String id, boolean keep, Act act) {
    return delete(tenant, id, keep, Optional.of(act));
  }

  private CompletionStage<Boolean> delete(
      TenantId tenant, String id, boolean keep, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          // first the source: a page that is stored meanwhile waits, and then finds no claim
          boolean was = Sql.update(connection, DELETE, tenant.value(), Text.storable(id)) > 0;
          if (!was) return false;
          if (!keep) SourceRows.deleteDocuments(connection, tenant, id);
          var fields = Map.of("documents", keep ? "kept" : "removed");
          var gone = Change.gone("knowledge-source-deleted", target(id), fields);
          AuditRows.add(connection, tenant, act, gone);
          return true;
        });
  }

  @Override
  public CompletionStage<Boolean> sync(TenantId tenant, String id, boolean force) {
    var now = clock.instant();
    return database.as(
        tenant,
        connection ->
            Sql.update(connection, SYNC, now, now, force, tenant.value(), Text.storable(id)) > 0);
  }

  @Override
  public CompletionStage<List<SourceRun>> runs(TenantId tenant, String id, int limit) {
    return database.as(
        tenant,
        connection ->
            Sql.query(connection, RUNS, SourceRows::run, tenant.value(), Text.storable(id), limit));
  }
}
