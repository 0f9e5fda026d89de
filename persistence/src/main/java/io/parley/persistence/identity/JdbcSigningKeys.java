package io.parley.persistence.identity;

import io.parley.core.identity.SigningKeys;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signing keys in a table, their private part encrypted by a [Keyring].
public final class JdbcSigningKeys implements SigningKeys {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcSigningKeys.class);

  /// One statement, so that keys and version are of the same instant. The version has a row without
  /// keys, too.
  private static final String LOAD =
      """
      SELECT number, kid, algorithm, public_key, key_id, sealed, published_at, signs_from
      FROM signing_key_version LEFT JOIN signing_key ON true ORDER BY signs_from, kid\
      """;

  private static final String MOVE =
      "UPDATE signing_key_version SET number = number + 1 WHERE number = ?";

  private static final String ADD =
      """
      INSERT INTO signing_key (kid, algorithm, public_key, key_id, sealed, published_at, signs_from)
      VALUES (?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String REMOVE = "DELETE FROM signing_key WHERE kid = ANY (?)";

  private final Database database;
  private final Keyring keys;

  public JdbcSigningKeys(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  private record Row(long version, Optional<Key> key) {}

  @Override
  public CompletionStage<Ring> load() {
    return database.acrossTenants(
        connection -> {
          var rows = Sql.query(connection, LOAD, row -> new Row(row.getLong("number"), key(row)));
          return new Ring(
              rows.getFirst().version(),
              rows.stream().map(Row::key).flatMap(Optional::stream).toList());
        });
  }

  private Optional<Key> key(ResultSet row) throws SQLException {
    var kid = row.getString("kid");
    if (kid == null) return Optional.empty();
    var keyId = row.getString("key_id");
    var secret = keys.open(keyId, row.getBytes("sealed"), context(kid));
    if (secret.isEmpty())
      LOG.warn(
          "the signing key {} cannot be read with the key {} (expected: this key in"
              + " parley.secrets.keys, and an unchanged row); this node does not sign with it",
          kid,
          keyId);
    return Optional.of(
        new Key(
            kid,
            row.getString("algorithm"),
            row.getString("public_key"),
            secret,
            Sql.instant(row, "published_at"),
            Sql.instant(row, "signs_from")));
  }

  @Override
  public CompletionStage<Stored> change(long version, List<Key> added, Set<String> removed) {
    if (keys.isEmpty() && !added.isEmpty()) return CompletableFuture.completedFuture(Stored.NO_KEY);
    return database.acrossTenants(
        connection -> {
          // a change at the same time waits here for the first one, and then finds another number
          if (Sql.update(connection, MOVE, version) == 0) return Stored.CHANGED;
          Sql.update(connection, REMOVE, (Object) removed.toArray(String[]::new));
          for (var key : added) add(connection, key);
          return Stored.DONE;
        });
  }

  private void add(Connection connection, Key key) throws SQLException {
    var secret =
        key.privateKey()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "signing key " + key.id() + " (expected: with its private part)"));
    var sealed = keys.seal(secret, context(key.id()));
    Sql.update(
        connection,
        ADD,
        key.id(),
        key.algorithm(),
        key.publicKey(),
        sealed.key(),
        sealed.bytes().array(),
        key.publishedAt(),
        key.signsFrom());
  }

  private static String context(String kid) {
    return "signing-key|" + kid;
  }
}
