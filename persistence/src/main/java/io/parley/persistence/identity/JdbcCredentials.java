package io.parley.persistence.identity;

import io.parley.core.identity.Credentials;
import io.parley.core.person.PersonId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Credentials in a table, keys of second factors encrypted by a [Keyring]. A change encrypts them
/// anew, with the keyring's first key.
public final class JdbcCredentials implements Credentials {
  private static final String FIND =
      """
      SELECT password, totp_key_id, totp, pending_key_id, pending, last_step, recovery, version
      FROM credential WHERE person = ?\
      """;

  private static final String ADD =
      """
      INSERT INTO credential (password, totp_key_id, totp, pending_key_id, pending, last_step,
        recovery, person, version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ? + 1)
      ON CONFLICT (person) DO NOTHING\
      """;

  private static final String CHANGE =
      """
      UPDATE credential SET password = ?, totp_key_id = ?, totp = ?, pending_key_id = ?,
        pending = ?, last_step = ?, recovery = ?, version = version + 1
      WHERE person = ? AND version = ?\
      """;

  private final Database database;
  private final Keyring keys;

  public JdbcCredentials(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Credential> find(PersonId person) {
    return database.withoutTenant(
        connection ->
            Sql.first(connection, FIND, row -> credential(person, row), person.value())
                .orElseGet(() -> Credential.none(person)));
  }

  private Credential credential(PersonId person, ResultSet row) throws SQLException {
    long step = row.getLong("last_step");
    var lastStep = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(step);
    return new Credential(
        person,
        Sql.text(row, "password"),
        totp(row, person),
        pendingTotp(row, person),
        lastStep,
        Sql.texts(row, "recovery"),
        row.getLong("version"));
  }

  /// One that cannot be read must not count as none: its person would sign in by the password
  /// alone.
  private Optional<String> totp(ResultSet row, PersonId person) throws SQLException {
    var key = Sql.text(row, "totp_key_id");
    if (key.isEmpty()) return Optional.empty();
    var value = keys.open(key.get(), row.getBytes("totp"), confirmed(person));
    if (value.isEmpty())
      throw new IllegalStateException(
          ("the second factor of a person cannot be read with the key %s (expected: this key in"
                  + " parley.secrets.keys, and an unchanged row)")
              .formatted(key.get()));
    return value;
  }

  /// One that cannot be read counts as none: it protects nothing yet, and its person begins again.
  private Optional<String> pendingTotp(ResultSet row, PersonId person) throws SQLException {
    var key = Sql.text(row, "pending_key_id");
    if (key.isEmpty()) return Optional.empty();
    return keys.open(key.get(), row.getBytes("pending"), pending(person));
  }

  @Override
  public CompletionStage<Stored> replace(Credential changed) {
    boolean isSecret = changed.totp().isPresent() || changed.pendingTotp().isPresent();
    if (isSecret && keys.isEmpty()) return CompletableFuture.completedFuture(Stored.NO_KEY);
    var person = changed.person();
    var totp = changed.totp().map(key -> keys.seal(key, confirmed(person)));
    var pending = changed.pendingTotp().map(key -> keys.seal(key, pending(person)));
    var step = changed.lastStep();
    return database.withoutTenant(
        connection -> {
          int rows =
              Sql.update(
                  connection,
                  changed.version() == 0 ? ADD : CHANGE,
                  changed.password(),
                  totp.map(Keyring.Sealed::key),
                  totp.map(it -> it.bytes().array()),
                  pending.map(Keyring.Sealed::key),
                  pending.map(it -> it.bytes().array()),
                  step.isPresent() ? step.getAsLong() : null,
                  changed.recovery().toArray(String[]::new),
                  person.value(),
                  changed.version());
          return rows > 0 ? Stored.DONE : Stored.CHANGED;
        });
  }

  /// A key that is not confirmed is not opened as one that is.
  private static String confirmed(PersonId person) {
    return "totp|" + person;
  }

  private static String pending(PersonId person) {
    return "totp-pending|" + person;
  }
}
