package io.parley.persistence.secret;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Secrets in a table, each encrypted by a [Keyring].
public final class JdbcSecrets implements Secrets {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcSecrets.class);

  private static final String PUT =
      """
      INSERT INTO secret (tenant, name, host, key_id, sealed, updated_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, name) DO UPDATE SET host = excluded.host, key_id = excluded.key_id,
        sealed = excluded.sealed, updated_at = excluded.updated_at\
      """;

  private static final String OTHERS = "SELECT count(*) FROM secret WHERE tenant = ? AND name <> ?";

  private static final String LIST =
      "SELECT name, host, key_id, updated_at FROM secret WHERE tenant = ? ORDER BY name";

  private static final String FIND =
      "SELECT host, key_id, sealed FROM secret WHERE tenant = ? AND name = ?";

  private static final String HOST = "SELECT host FROM secret WHERE tenant = ? AND name = ?";

  private static final String DELETE =
      "DELETE FROM secret WHERE tenant = ? AND name = ? RETURNING host";

  private final Database database;
  private final Keyring keys;
  private final InstantSource clock;

  public JdbcSecrets(Database database, Keyring keys, InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Stored> put(TenantId tenant, String name, SecretHost host, String value) {
    return put(tenant, name, host, value, Optional.empty());
  }

  @Override
  public CompletionStage<Stored> put(
      TenantId tenant, String name, SecretHost host, String value, Act act) {
    return put(tenant, name, host, value, Optional.of(act));
  }

  private CompletionStage<Stored> put(
      TenantId tenant, String name, SecretHost host, String value, Optional<Act> act) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(Stored.NO_KEY);
    var sealed = keys.seal(value, context(tenant, name, host.value()));
    return database.as(
        tenant,
        connection -> {
          long others =
              Sql.first(connection, OTHERS, row -> row.getLong(1), tenant.value(), name)
                  .orElseThrow();
          if (others >= COUNT_MAX) return Stored.TOO_MANY;
          var before = Sql.first(connection, HOST, JdbcSecrets::hosted, tenant.value(), name);
          Sql.update(
              connection,
              PUT,
              tenant.value(),
              name,
              host.value(),
              sealed.key(),
              sealed.bytes().array(),
              clock.instant());
          var stored =
              Change.of(
                  "secret-stored",
                  target(name),
                  before.orElse(Map.of()),
                  Map.of("host", host.value()));
          AuditRows.add(connection, tenant, act, stored);
          return Stored.DONE;
        });
  }

  @Override
  public CompletionStage<List<Listed>> list(TenantId tenant) {
    return database.as(
        tenant, connection -> Sql.query(connection, LIST, this::listed, tenant.value()));
  }

  private Listed listed(ResultSet row) throws SQLException {
    var key = row.getString("key_id");
    return new Listed(
        row.getString("name"),
        new SecretHost(row.getString("host")),
        key,
        keys.has(key),
        Sql.instant(row, "updated_at"));
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String name) {
    return delete(tenant, name, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String name, Act act) {
    return delete(tenant, name, Optional.of(act));
  }

  private CompletionStage<Boolean> delete(TenantId tenant, String name, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          var before = Sql.first(connection, DELETE, JdbcSecrets::hosted, tenant.value(), name);
          if (before.isEmpty()) return false;
          var gone = Change.gone("secret-deleted", target(name), before.get());
          AuditRows.add(connection, tenant, act, gone);
          return true;
        });
  }

  private static String target(String name) {
    return "secret:" + name;
  }

  /// All that the audit trail tells of a secret.
  private static Map<String, String> hosted(ResultSet row) throws SQLException {
    return Map.of("host", row.getString("host"));
  }

  private record Row(String host, String key, Keyring.Bytes sealed) {}

  @Override
  public CompletionStage<Optional<String>> reveal(TenantId tenant, String name, URI target) {
    return database
        .as(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    FIND,
                    row ->
                        new Row(
                            row.getString("host"),
                            row.getString("key_id"),
                            Keyring.Bytes.of(row.getBytes("sealed"))),
                    tenant.value(),
                    name))
        .thenApply(
            found ->
                found
                    .filter(row -> new SecretHost(row.host()).covers(target))
                    .flatMap(row -> open(tenant, name, row)));
  }

  private Optional<String> open(TenantId tenant, String name, Row row) {
    var value = keys.open(row.key(), row.sealed().array(), context(tenant, name, row.host()));
    if (value.isEmpty())
      LOG.warn(
          "the secret {} cannot be read with the key {} (expected: this key in"
              + " parley.secrets.keys, and an unchanged row); store it again",
          name,
          row.key());
    return value;
  }

  /// No part contains the separator.
  private static String context(TenantId tenant, String name, String host) {
    return tenant.value() + "|" + name + "|" + host;
  }
}
