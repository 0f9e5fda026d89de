package io.parley.persistence.identity;

import io.parley.core.identity.Passkeys;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.PersonId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// Passkeys in a table. Nothing in it is secret: a public key signs nobody in.
public final class JdbcPasskeys implements Passkeys {
  /// Of two that a person adds at once, the second one is counted with the first.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('passkey ' || ?, 0))::text";

  private static final String COUNT = "SELECT count(*) FROM passkey WHERE person = ?";

  private static final String ADD =
      """
      INSERT INTO passkey (id, person, public_key, sign_count, name, transports, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING\
      """;

  private static final String COLUMNS =
      "id, person, public_key, sign_count, name, transports, created_at, used_at";

  private static final String LIST =
      "SELECT " + COLUMNS + " FROM passkey WHERE person = ? ORDER BY created_at, id";

  private static final String FIND = "SELECT " + COLUMNS + " FROM passkey WHERE id = ?";

  /// The key is compared as well: a passkey that was removed and added again is another one.
  private static final String USE =
      """
      UPDATE passkey SET sign_count = ?, used_at = ?
      WHERE id = ? AND person = ? AND public_key = ? AND sign_count = ?\
      """;

  private static final String RENAME = "UPDATE passkey SET name = ? WHERE person = ? AND id = ?";

  private static final String REMOVE = "DELETE FROM passkey WHERE person = ? AND id = ?";

  private static final String COUNTED =
      """
      INSERT INTO passkey_challenge (challenge, expires_at) VALUES (?, ?)
      ON CONFLICT (challenge) DO NOTHING\
      """;

  private static final String FORGET = "DELETE FROM passkey_challenge WHERE expires_at <= ?";

  private final Database database;

  public JdbcPasskeys(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Added> add(Passkey passkey) {
    var person = passkey.person();
    return database.withoutTenant(
        connection -> {
          Sql.query(connection, LOCK, row -> row.getString(1), person.toString());
          long count =
              Sql.first(connection, COUNT, row -> row.getLong(1), person.value()).orElseThrow();
          if (count >= COUNT_MAX) return Added.TOO_MANY;
          int rows =
              Sql.update(
                  connection,
                  ADD,
                  passkey.id(),
                  person.value(),
                  passkey.publicKey(),
                  passkey.signCount(),
                  passkey.name(),
                  passkey.transports().toArray(String[]::new),
                  passkey.createdAt());
          return rows > 0 ? Added.DONE : Added.KNOWN;
        });
  }

  @Override
  public CompletionStage<List<Passkey>> list(PersonId person) {
    return database.withoutTenant(
        connection -> Sql.query(connection, LIST, JdbcPasskeys::read, person.value()));
  }

  @Override
  public CompletionStage<Optional<Passkey>> find(String id) {
    return database.withoutTenant(
        connection -> Sql.first(connection, FIND, JdbcPasskeys::read, id));
  }

  private static Passkey read(ResultSet row) throws SQLException {
    return new Passkey(
        row.getString("id"),
        new PersonId(row.getObject("person", UUID.class)),
        row.getString("public_key"),
        row.getLong("sign_count"),
        row.getString("name"),
        Sql.texts(row, "transports"),
        Sql.instant(row, "created_at"),
        Sql.instantIfAny(row, "used_at"));
  }

  @Override
  public CompletionStage<Boolean> use(Passkey read, long signCount, Instant at) {
    return changes(
        USE, signCount, at, read.id(), read.person().value(), read.publicKey(), read.signCount());
  }

  @Override
  public CompletionStage<Boolean> rename(PersonId person, String id, String name) {
    return changes(RENAME, name, person.value(), id);
  }

  @Override
  public CompletionStage<Boolean> remove(PersonId person, String id) {
    return changes(REMOVE, person.value(), id);
  }

  @Override
  public CompletionStage<Boolean> count(TokenHash challenge, Instant expiresAt) {
    return changes(COUNTED, challenge.hex(), expiresAt);
  }

  @Override
  public CompletionStage<Integer> forget(Instant now) {
    return database.acrossTenants(connection -> Sql.update(connection, FORGET, now));
  }

  private CompletionStage<Boolean> changes(String sql, Object... values) {
    return database.withoutTenant(connection -> Sql.update(connection, sql, values) > 0);
  }
}
