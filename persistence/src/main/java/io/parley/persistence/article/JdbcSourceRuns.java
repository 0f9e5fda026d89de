package io.parley.persistence.article;

import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.SiteBook;
import io.parley.core.knowledge.site.SourceRun;
import io.parley.core.knowledge.site.SourceRuns;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Claims of sources in their table; see `V23__knowledge_source.sql`.
public final class JdbcSourceRuns implements SourceRuns {
  /// Two nodes that claim at once would not see each other's host: one of them looks again later.
  private static final String TURN =
      "SELECT pg_try_advisory_xact_lock(hashtextextended('parley.knowledge_source', 0))";

  /// A run of an organisation that is not served waits until it is again.
  private static final String DUE =
      """
      SELECT * FROM knowledge_source AS due
      WHERE next_run <= ? AND (claim_until IS NULL OR claim_until <= ?)
        AND NOT EXISTS (
          SELECT FROM organisation AS o
          WHERE o.tenant = due.tenant AND o.state IN ('suspended', 'deleting', 'deleted'))
        AND NOT EXISTS (
          SELECT FROM knowledge_source AS busy WHERE busy.host = due.host AND busy.claim_until > ?)
      ORDER BY next_run LIMIT 1 FOR UPDATE SKIP LOCKED\
      """;

  private static final String FORCED =
      "SELECT forced FROM knowledge_source_run WHERE tenant = ? AND source = ? AND id = ?";

  private static final String BEGIN =
      """
      INSERT INTO knowledge_source_run (tenant, source, begun_at, forced) VALUES (?, ?, ?, ?)
      RETURNING id\
      """;

  private static final String CLAIM =
      """
      UPDATE knowledge_source SET claim_owner = ?, claim_until = ?, run = ?, force = ?
      WHERE tenant = ? AND id = ?\
      """;

  private static final String FORGET_RUNS =
      """
      DELETE FROM knowledge_source_run WHERE tenant = ? AND source = ? AND id <= (
        SELECT id FROM knowledge_source_run WHERE tenant = ? AND source = ?
        ORDER BY id DESC OFFSET ? LIMIT 1)\
      """;

  private static final String RENEW =
      """
      UPDATE knowledge_source SET claim_until = ?
      WHERE tenant = ? AND id = ? AND claim_owner = ?\
      """;

  private static final String RELEASE =
      """
      UPDATE knowledge_source SET claim_owner = NULL, claim_until = NULL
      WHERE tenant = ? AND id = ? AND claim_owner = ?\
      """;

  /// A run that was asked for after this one began is still to come.
  private static final String PLAN =
      """
      UPDATE knowledge_source AS s SET claim_owner = NULL, claim_until = NULL, run = NULL,
        next_run = CASE WHEN s.wished_at > r.begun_at THEN ?::timestamptz ELSE ?::timestamptz END
      FROM knowledge_source_run AS r
      WHERE s.tenant = ? AND s.id = ? AND s.claim_owner = ?
        AND r.tenant = s.tenant AND r.source = s.id AND r.id = s.run\
      """;

  private static final String EARLIER =
      """
      SELECT error IS NOT NULL AS has_failed FROM knowledge_source_run
      WHERE tenant = ? AND source = ? AND id < ? AND ended_at IS NOT NULL
      ORDER BY id DESC LIMIT ?\
      """;

  private static final String END =
      """
      UPDATE knowledge_source_run SET ended_at = ?, requested = ?, stored = ?, unchanged = ?,
        removed = ?, held = ?, skipped = ?, failed = ?, is_complete = ?, error = ?, problems = ?
      WHERE tenant = ? AND source = ? AND id = ?\
      """;

  private static final int RUNS_MAX = 50;

  private final Database database;
  private final JdbcKnowledgeFiles files;
  private final DocumentLimits limits;
  private final InstantSource clock;

  public JdbcSourceRuns(Database database, DocumentLimits limits, InstantSource clock) {
    this.database = database;
    this.files = new JdbcKnowledgeFiles(database, limits);
    this.limits = limits;
    this.clock = clock;
  }

  private record Due(
      TenantId tenant, KnowledgeSource source, Optional<Long> run, boolean isForced) {
    static Due read(ResultSet row) throws SQLException {
      return new Due(
          new TenantId(row.getString("tenant")),
          SourceRows.source(row),
          Optional.ofNullable(row.getObject("run", Long.class)),
          row.getBoolean("force"));
    }
  }

  @Override
  public CompletionStage<Optional<Claim>> claim(String owner, Duration lease) {
    var now = clock.instant();
    return database.acrossTenants(
        connection -> {
          boolean isTurn = Sql.first(connection, TURN, row -> row.getBoolean(1)).orElseThrow();
          if (!isTurn) return Optional.empty();
          var due = Sql.first(connection, DUE, Due::read, now, now, now);
          if (due.isEmpty()) return Optional.empty();
          return Optional.of(claim(connection, due.get(), owner, now, now.plus(lease)));
        });
  }

  private static Claim claim(
      Connection connection, Due due, String owner, Instant now, Instant until)
      throws SQLException {
    var tenant = due.tenant().value();
    var id = due.source().id();
    boolean goesOn = due.run().isPresent();
    boolean forced =
        goesOn
            ? Sql.first(connection, FORCED, row -> row.getBoolean(1), tenant, id, due.run().get())
                .orElse(false)
            : due.isForced();
    long run =
        goesOn
            ? due.run().get()
            : Sql.first(connection, BEGIN, row -> row.getLong(1), tenant, id, now, forced)
                .orElseThrow();
    Sql.update(connection, CLAIM, owner, until, run, goesOn && due.isForced(), tenant, id);
    Sql.update(connection, FORGET_RUNS, tenant, id, tenant, id, RUNS_MAX);
    return new Claim(due.tenant(), due.source(), owner, run, forced);
  }

  @Override
  public CompletionStage<Boolean> renew(Claim claim, Duration lease) {
    var until = clock.instant().plus(lease);
    return database.as(
        claim.tenant(),
        connection ->
            Sql.update(
                    connection,
                    RENEW,
                    until,
                    claim.tenant().value(),
                    claim.source().id(),
                    claim.owner())
                > 0);
  }

  @Override
  public CompletionStage<Void> release(Claim claim) {
    return database.as(
        claim.tenant(),
        connection -> {
          Sql.update(
              connection, RELEASE, claim.tenant().value(), claim.source().id(), claim.owner());
          return null;
        });
  }

  @Override
  public CompletionStage<Void> end(Claim claim, SourceRun.Result result) {
    var now = clock.instant();
    var tenant = claim.tenant().value();
    var id = claim.source().id();
    return database.as(
        claim.tenant(),
        connection -> {
          int failures = result.error().isPresent() ? 1 + failures(connection, claim) : 0;
          var next = claim.source().pause(failures).map(now::plus);
          int planned = Sql.update(connection, PLAN, now, next, tenant, id, claim.owner());
          if (planned > 0) Sql.update(connection, END, values(claim, result, now));
          return null;
        });
  }

  /// Earlier runs in a row that failed, as far as they matter.
  private static int failures(Connection connection, Claim claim) throws SQLException {
    var earlier =
        Sql.query(
            connection,
            EARLIER,
            row -> row.getBoolean("has_failed"),
            claim.tenant().value(),
            claim.source().id(),
            claim.run(),
            KnowledgeSource.FAILURES_MAX);
    int succeeded = earlier.indexOf(false);
    return succeeded < 0 ? earlier.size() : succeeded;
  }

  private static Object[] values(Claim claim, SourceRun.Result result, Instant now) {
    return new Object[] {
      now,
      result.requested(),
      result.stored(),
      result.unchanged(),
      result.removed(),
      result.held(),
      result.skipped(),
      result.failed(),
      result.isComplete(),
      result.error().map(Text::storable),
      result.problems().stream().map(Text::storable).toArray(String[]::new),
      claim.tenant().value(),
      claim.source().id(),
      claim.run()
    };
  }

  @Override
  public SiteBook book(Claim claim) {
    return new JdbcSiteBook(database, files, limits, claim);
  }
}
