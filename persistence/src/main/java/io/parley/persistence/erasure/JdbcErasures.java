package io.parley.persistence.erasure;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.organisation.Erasure;
import io.parley.core.organisation.Erasures;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.archive.TenantObjects;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Erases rows, and then objects, until a look finds none; and looks once more a day later, for
/// what a session in a node's memory wrote meanwhile. A step is one transaction, which counts what
/// it deleted: after a crash the next one goes on. One node at a time erases an organisation.
public final class JdbcErasures implements Erasures {
  private static final Duration LAST_LOOK_AFTER = Duration.ofDays(1);
  private static final int OBJECTS = 200;

  /// In the last look. Only the events that they wrote late are left.
  private static final int SESSIONS = 500;

  /// Each step renews its claim, so those come first of which the last step is longest ago: others
  /// neither wait behind some that fail, nor behind those of another node.
  private static final String DUE =
      """
      SELECT o.tenant FROM organisation o LEFT JOIN organisation_erasure e ON e.tenant = o.tenant
      WHERE o.state = 'deleted' AND e.done_at IS NULL AND (e.next_at IS NULL OR e.next_at <= ?)
      ORDER BY e.claimed_until NULLS FIRST, o.tenant LIMIT ?\
      """;

  private static final String DELETED = "SELECT tenant FROM organisation WHERE state = 'deleted'";

  /// Empty if it is not deleted, erased already, not due, or another node's.
  private static final String CLAIM =
      """
      INSERT INTO organisation_erasure AS e (tenant, begun_at, next_at, claimed_by, claimed_until)
      SELECT tenant, ?::timestamptz, ?::timestamptz, ?::text, now() + interval '5 minutes'
      FROM organisation
      WHERE tenant = ? AND state = 'deleted'
      ON CONFLICT (tenant) DO UPDATE
        SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
        WHERE e.done_at IS NULL AND e.next_at <= excluded.next_at
          AND (e.claimed_until IS NULL OR e.claimed_until <= now()
            OR e.claimed_by = excluded.claimed_by)
      RETURNING begun_at\
      """;

  private static final String COUNT_ROWS =
      "UPDATE organisation_erasure SET erased_rows = erased_rows + ? WHERE tenant = ?";

  private static final String COUNT_OBJECTS =
      "UPDATE organisation_erasure SET erased_objects = erased_objects + ? WHERE tenant = ?";

  private static final String PAUSE =
      "UPDATE organisation_erasure SET next_at = ? WHERE tenant = ? AND done_at IS NULL";

  /// Usage records name all sessions, and stay.
  private static final String NEXT_SESSIONS =
      """
      SELECT DISTINCT session FROM usage_record WHERE tenant = ? AND session <> '' AND session > (
        SELECT looked_to FROM organisation_erasure WHERE tenant = ?)
      ORDER BY session LIMIT ?\
      """;

  private static final String LOOKED =
      "UPDATE organisation_erasure SET looked_to = ? WHERE tenant = ?";

  /// No event of a session tells it. After it the sum is 0: a second one adds nothing.
  private static final String NOTHING_STORED =
      """
      INSERT INTO usage_record (tenant, session, seq, kind, amount, at)
      SELECT tenant, '', 1, kind, -sum(amount), ?::timestamptz FROM (
        SELECT tenant, kind, amount FROM usage_record WHERE tenant = ? AND kind = 'archive-bytes'
        UNION ALL
        SELECT tenant, kind, amount FROM usage_sum WHERE tenant = ? AND kind = 'archive-bytes')
        AS stored
      GROUP BY tenant, kind HAVING sum(amount) <> 0 ON CONFLICT DO NOTHING\
      """;

  /// Indexes have followed the removals of articles.
  private static final String REMOVALS = "DELETE FROM article_removed WHERE tenant = ?";

  private static final String DONE =
      """
      UPDATE organisation_erasure SET done_at = ?, claimed_by = NULL, claimed_until = NULL
      WHERE tenant = ? AND done_at IS NULL RETURNING begun_at, erased_rows, erased_objects\
      """;

  /// In a database beside the main one, which has no other rows of organisations: there, too,
  /// policies let a tenant's work delete rows of a deleted organisation alone.
  private static final String MARK =
      """
      INSERT INTO organisation (tenant, name, state, since) VALUES (?, '', 'deleted', ?)
      ON CONFLICT DO NOTHING\
      """;

  private static final String INSTALLATION = "SELECT id FROM installation";

  private final Database database;
  private final Database sessions;
  private final TenantObjects objects;
  private final String node;

  /// @param database the main one
  /// @param sessions the same, with those in which some organisations have their sessions
  /// @param node another one at each start of the program
  public JdbcErasures(Database database, Database sessions, TenantObjects objects, String node) {
    this.database = database;
    this.sessions = sessions;
    this.objects = objects;
    this.node = node;
  }

  @Override
  public CompletionStage<List<OrganisationId>> due(Instant now, int max) {
    return database.acrossTenants(
        connection -> Sql.query(connection, DUE, JdbcErasures::organisation, now, max));
  }

  @Override
  public CompletionStage<List<OrganisationId>> deleted() {
    return database.acrossTenants(
        connection -> Sql.query(connection, DELETED, JdbcErasures::organisation));
  }

  private static OrganisationId organisation(ResultSet row) throws SQLException {
    return OrganisationId.of(new TenantId(row.getString("tenant"))).orElseThrow();
  }

  /// The result of a look at the tables.
  private sealed interface Look {
    /// Not this node's, or not now.
    record NotOurs() implements Look {}

    record Erased() implements Look {}

    record Nothing(Instant begunAt) implements Look {}
  }

  @Override
  public CompletionStage<Boolean> step(OrganisationId id, Instant now) {
    var tenant = id.tenant();
    return database
        .as(tenant, connection -> look(database, connection, tenant, now))
        .thenCompose(look -> alsoInItsOwn(look, tenant, now))
        .thenCompose(
            look ->
                switch (look) {
                  case Look.NotOurs() -> CompletableFuture.completedStage(false);
                  case Look.Erased() -> CompletableFuture.completedStage(true);
                  case Look.Nothing(var begunAt) -> beyondRows(id, begunAt, now);
                });
  }

  /// After the main one, which has the keys: they are erased also while this one does not answer.
  private CompletionStage<Look> alsoInItsOwn(Look look, TenantId tenant, Instant now) {
    if (!(look instanceof Look.Nothing) || sessions.place(tenant).isEmpty())
      return CompletableFuture.completedStage(look);
    return sessions.as(tenant, connection -> look(sessions, connection, tenant, now));
  }

  /// @param at the database in which the connection is
  private Look look(Database at, Connection connection, TenantId tenant, Instant now)
      throws SQLException {
    var begunAt = at.inMain(tenant, connection, main -> claimed(main, tenant, now));
    if (begunAt.isEmpty()) return new Look.NotOurs();
    if (at.place(tenant).isPresent()) Sql.update(connection, MARK, tenant.value(), now);
    for (var part : Parts.ALL) {
      int rows = part.erase(at, connection, tenant);
      if (rows > 0) {
        at.inMain(tenant, connection, main -> Sql.update(main, COUNT_ROWS, rows, tenant.value()));
        return new Look.Erased();
      }
    }
    return new Look.Nothing(begunAt.get());
  }

  private Optional<Instant> claimed(Connection main, TenantId tenant, Instant now)
      throws SQLException {
    return Sql.first(
        main, CLAIM, row -> Sql.instant(row, "begun_at"), now, now, node, tenant.value());
  }

  private CompletionStage<Boolean> beyondRows(OrganisationId id, Instant begunAt, Instant now) {
    var tenant = id.tenant();
    return installation()
        .thenCompose(installation -> objects.erase(id, installation, OBJECTS))
        .thenCompose(
            deleted ->
                deleted > 0 ? counted(tenant, deleted) : beyondObjects(tenant, begunAt, now));
  }

  /// Marks the bucket as this installation's, before there is anything to erase.
  ///
  /// @return fails with an `ArchiveFailure` if it is another one's
  public CompletionStage<Void> claimObjects() {
    return installation().thenCompose(objects::claim);
  }

  private CompletionStage<UUID> installation() {
    return database.acrossTenants(
        connection ->
            Sql.first(connection, INSTALLATION, row -> row.getObject("id", UUID.class))
                .orElseThrow());
  }

  private CompletionStage<Boolean> counted(TenantId tenant, int deleted) {
    return database.as(
        tenant, connection -> Sql.update(connection, COUNT_OBJECTS, deleted, tenant.value()) > 0);
  }

  private CompletionStage<Boolean> beyondObjects(TenantId tenant, Instant begunAt, Instant now) {
    var lastLook = begunAt.plus(LAST_LOOK_AFTER);
    if (now.isBefore(lastLook))
      return database.as(
          tenant,
          connection -> {
            Sql.update(connection, PAUSE, lastLook, tenant.value());
            return false;
          });
    return database
        .as(tenant, connection -> nextSessions(connection, tenant))
        .thenCompose(next -> next.isEmpty() ? ended(tenant, now) : lookAtSessions(tenant, next));
  }

  private static List<String> nextSessions(Connection connection, TenantId tenant)
      throws SQLException {
    return Sql.query(
        connection,
        NEXT_SESSIONS,
        row -> row.getString("session"),
        tenant.value(),
        tenant.value(),
        SESSIONS);
  }

  /// Their events are deleted before it is known that they were looked at.
  private CompletionStage<Boolean> lookAtSessions(TenantId tenant, List<String> next) {
    return sessions
        .as(tenant, connection -> Parts.events(connection, tenant, next))
        .thenCompose(
            rows ->
                database.as(
                    tenant,
                    connection -> {
                      Sql.update(connection, COUNT_ROWS, rows, tenant.value());
                      Sql.update(connection, LOOKED, next.getLast(), tenant.value());
                      return true;
                    }));
  }

  private CompletionStage<Boolean> ended(TenantId tenant, Instant now) {
    return database
        .acrossTenants(
            connection ->
                Sql.update(connection, NOTHING_STORED, now, tenant.value(), tenant.value()))
        .thenCompose(_ -> database.as(tenant, connection -> done(connection, tenant, now)))
        .thenApply(_ -> false);
  }

  private static Optional<Erasure> done(Connection connection, TenantId tenant, Instant now)
      throws SQLException {
    Sql.update(connection, REMOVALS, tenant.value());
    var erasure =
        Sql.first(
            connection,
            DONE,
            row ->
                new Erasure(
                    Sql.instant(row, "begun_at"),
                    row.getLong("erased_rows"),
                    row.getLong("erased_objects"),
                    Optional.of(now)),
            now,
            tenant.value());
    if (erasure.isPresent())
      AuditRows.add(
          connection, tenant, Act.ofProgram("erasure", now), List.of(change(erasure.get())));
    return erasure;
  }

  private static Change change(Erasure erasure) {
    return Change.made(
        "organisation-erased",
        "organisation",
        Map.of("rows", Long.toString(erasure.rows()), "objects", Long.toString(erasure.objects())));
  }
}
