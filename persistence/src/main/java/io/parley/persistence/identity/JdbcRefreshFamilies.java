package io.parley.persistence.identity;

import io.parley.core.identity.RefreshFamilies;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Families of refresh tokens in a table.
public final class JdbcRefreshFamilies implements RefreshFamilies {
  private static final String SELECT =
      """
      SELECT id, sign_in, organisation, subject, started_at, used_at, token_hash, replaced_hash,
        replaced_at, repeats, revoked_at, version, is_bound
      FROM refresh_family \
      """;

  /// One at a time adds a family of a person, so that the limit is exact.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('refresh_family ' || ?, 0))::text";

  private static final String ADD =
      """
      INSERT INTO refresh_family (id, sign_in, organisation, subject, started_at, used_at,
        token_hash, replaced_hash, replaced_at, repeats, revoked_at, version, is_bound)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  /// Those that were revoked go first: an exchange of organisations leaves one behind each time.
  private static final String FORGET =
      """
      DELETE FROM refresh_family WHERE id IN (
        SELECT id FROM refresh_family WHERE subject = ?
        ORDER BY revoked_at IS NULL DESC, used_at DESC, id OFFSET %d)\
      """
          .formatted(COUNT_MAX);

  private static final String REPLACE =
      """
      UPDATE refresh_family SET used_at = ?, token_hash = ?, replaced_hash = ?, replaced_at = ?,
        repeats = ?, revoked_at = ?, version = version + 1
      WHERE id = ? AND version = ?\
      """;

  private static final String LIST =
      SELECT
          + "WHERE subject = ? AND revoked_at IS NULL ORDER BY started_at DESC, id LIMIT "
          + COUNT_MAX;

  private static final String REVOKE =
      """
      UPDATE refresh_family SET revoked_at = ?, version = version + 1
      WHERE subject = ? AND revoked_at IS NULL \
      """;

  private static final String DELETE =
      "DELETE FROM refresh_family WHERE started_at < ? OR used_at < ?";

  private final Database database;

  public JdbcRefreshFamilies(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> create(Family family) {
    return database.withoutTenant(
        connection -> {
          Sql.query(connection, LOCK, row -> row.getString(1), family.subject());
          Sql.update(
              connection,
              ADD,
              family.id(),
              family.signIn(),
              family.organisation().value(),
              family.subject(),
              family.startedAt(),
              family.usedAt(),
              family.tokenHash(),
              family.replaced().map(Replaced::tokenHash),
              family.replaced().map(Replaced::at),
              family.replaced().map(Replaced::repeats).orElse(0),
              family.revokedAt(),
              family.version(),
              family.isBound());
          Sql.update(connection, FORGET, family.subject());
          return null;
        });
  }

  @Override
  public CompletionStage<Optional<Family>> find(String id) {
    return first("WHERE id = ?", id);
  }

  @Override
  public CompletionStage<Optional<Family>> findSignIn(String signIn) {
    return first("WHERE sign_in = ?", signIn);
  }

  private CompletionStage<Optional<Family>> first(String where, String value) {
    return database.withoutTenant(
        connection -> Sql.first(connection, SELECT + where, JdbcRefreshFamilies::family, value));
  }

  @Override
  public CompletionStage<Boolean> replace(Family changed) {
    return database.withoutTenant(
        connection ->
            Sql.update(
                    connection,
                    REPLACE,
                    changed.usedAt(),
                    changed.tokenHash(),
                    changed.replaced().map(Replaced::tokenHash),
                    changed.replaced().map(Replaced::at),
                    changed.replaced().map(Replaced::repeats).orElse(0),
                    changed.revokedAt(),
                    changed.id(),
                    changed.version())
                > 0);
  }

  @Override
  public CompletionStage<List<Family>> list(String subject) {
    return database.withoutTenant(
        connection -> Sql.query(connection, LIST, JdbcRefreshFamilies::family, subject));
  }

  @Override
  public CompletionStage<Boolean> revoke(String subject, String signIn, Instant at) {
    return database.withoutTenant(
        connection -> Sql.update(connection, REVOKE + "AND sign_in = ?", at, subject, signIn) > 0);
  }

  @Override
  public CompletionStage<Integer> revokeAll(
      String subject, Optional<String> exceptSignIn, Instant at) {
    return database.withoutTenant(
        connection ->
            exceptSignIn.isEmpty()
                ? Sql.update(connection, REVOKE, at, subject)
                : Sql.update(connection, REVOKE + "AND sign_in <> ?", at, subject, exceptSignIn));
  }

  @Override
  public CompletionStage<Integer> delete(Instant startedBefore, Instant usedBefore) {
    return database.acrossTenants(
        connection -> Sql.update(connection, DELETE, startedBefore, usedBefore));
  }

  private static Family family(ResultSet row) throws SQLException {
    return new Family(
        row.getString("id"),
        row.getString("sign_in"),
        new TenantId(row.getString("organisation")),
        row.getString("subject"),
        Sql.instant(row, "started_at"),
        Sql.instant(row, "used_at"),
        row.getString("token_hash"),
        replaced(row),
        Sql.instantIfAny(row, "revoked_at"),
        row.getLong("version"),
        row.getBoolean("is_bound"));
  }

  private static Optional<Replaced> replaced(ResultSet row) throws SQLException {
    var hash = Sql.text(row, "replaced_hash");
    if (hash.isEmpty()) return Optional.empty();
    return Optional.of(
        new Replaced(hash.get(), Sql.instant(row, "replaced_at"), row.getInt("repeats")));
  }
}
