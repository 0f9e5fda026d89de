package io.parley.persistence.secret;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.secret.SecretHost;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import io.parley.core.tool.source.SignInStore;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tokens of tool sources in a table, each encrypted by a [Keyring]. Reservations end by the clock
/// of the database, which all nodes share.
public final class JdbcSignIns implements SignInStore {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcSignIns.class);

  private static final String SOURCE =
      "SELECT name FROM tool_source WHERE tenant = ? AND name = ? FOR KEY SHARE";

  private static final String BEGIN =
      """
      INSERT INTO tool_sign_in_begun
        (state_hash, tenant, source, host, key_id, sealed, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String EXPIRE = "DELETE FROM tool_sign_in_begun WHERE expires_at <= ?";

  private static final String TAKE =
      """
      DELETE FROM tool_sign_in_begun WHERE state_hash = ?
      RETURNING tenant, source, host, key_id, sealed, expires_at\
      """;

  private static final String PUT =
      """
      INSERT INTO tool_sign_in
        (tenant, source, number, version, host, key_id, sealed, refused, wanted, updated_at)
      VALUES (?, ?, nextval('tool_sign_in_version'), nextval('tool_sign_in_version'), ?, ?, ?,
        false, '{}', ?)
      ON CONFLICT (tenant, source) DO UPDATE SET number = excluded.number,
        version = excluded.version, host = excluded.host, key_id = excluded.key_id,
        sealed = excluded.sealed, claimed_until = NULL, refused = false, wanted = '{}',
        updated_at = excluded.updated_at\
      """;

  private static final String FIND =
      """
      SELECT version, host, key_id, sealed, refused FROM tool_sign_in
      WHERE tenant = ? AND source = ?\
      """;

  private static final String CLAIM =
      """
      UPDATE tool_sign_in SET version = nextval('tool_sign_in_version'),
        claimed_until = now() + ? * interval '1 millisecond'
      WHERE tenant = ? AND source = ? AND version = ? AND NOT refused
        AND (claimed_until IS NULL OR claimed_until <= now())
      RETURNING version\
      """;

  private static final String RENEW =
      """
      UPDATE tool_sign_in SET version = nextval('tool_sign_in_version'), claimed_until = NULL,
        host = ?, key_id = ?, sealed = ?, updated_at = ?
      WHERE tenant = ? AND source = ? AND version = ?\
      """;

  private static final String REFUSE =
      """
      UPDATE tool_sign_in SET version = nextval('tool_sign_in_version'), claimed_until = NULL,
        refused = true
      WHERE tenant = ? AND source = ? AND version = ? AND NOT refused\
      """;

  private static final String RELEASE =
      """
      UPDATE tool_sign_in SET claimed_until = NULL
      WHERE tenant = ? AND source = ? AND version = ?\
      """;

  private static final String WANT =
      """
      UPDATE tool_sign_in SET wanted = ?
      WHERE tenant = ? AND source = ? AND wanted <> ?::text[]\
      """;

  private static final String DELETE = "DELETE FROM tool_sign_in WHERE tenant = ? AND source = ?";

  private static final String DELETE_BEGUN =
      "DELETE FROM tool_sign_in_begun WHERE tenant = ? AND source = ?";

  private static final String COUNT_UP = "UPDATE tool_source_change SET number = number + 1";

  private final Database database;
  private final Keyring keys;
  private final InstantSource clock;

  public JdbcSignIns(Database database, Keyring keys, InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Stored> begin(String state, Begun begun, Duration valid) {
    return begin(state, begun, valid, Optional.empty());
  }

  @Override
  public CompletionStage<Stored> begin(String state, Begun begun, Duration valid, Act act) {
    return begin(state, begun, valid, Optional.of(act));
  }

  private CompletionStage<Stored> begin(
      String state, Begun begun, Duration valid, Optional<Act> act) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(Stored.NO_KEY);
    var tenant = begun.tenant();
    var host = begun.host().value();
    var sealed = keys.seal(begun.value(), context("begun", tenant, begun.source(), host));
    var now = clock.instant();
    return database
        .acrossTenants(connection -> Sql.update(connection, EXPIRE, now))
        .thenCompose(
            _ ->
                database.as(
                    tenant,
                    connection -> {
                      if (!isThere(connection, tenant, begun.source())) return Stored.MISSING;
                      Sql.update(
                          connection,
                          BEGIN,
                          hash(state),
                          tenant.value(),
                          begun.source(),
                          host,
                          sealed.key(),
                          sealed.bytes().array(),
                          now.plus(valid));
                      AuditRows.add(
                          connection, tenant, act, told("begun", begun.source(), begun.host()));
                      return Stored.DONE;
                    }));
  }

  /// The state alone tells the tenant: the browser that brings it back proves nothing else.
  @Override
  public CompletionStage<Optional<Begun>> take(String state) {
    var now = clock.instant();
    return database
        .withoutTenant(
            connection ->
                Sql.first(
                    connection,
                    TAKE,
                    row ->
                        Sql.instant(row, "expires_at").isAfter(now)
                            ? Optional.of(begun(row))
                            : Optional.<Taken>empty(),
                    hash(state)))
        .thenApply(found -> found.flatMap(taken -> taken).flatMap(this::opened));
  }

  private record Taken(TenantId tenant, String source, Row row) {}

  private static Taken begun(ResultSet row) throws SQLException {
    return new Taken(new TenantId(row.getString("tenant")), row.getString("source"), sealed(row));
  }

  private Optional<Begun> opened(Taken taken) {
    return open("begun", taken.tenant(), taken.source(), taken.row())
        .map(
            value ->
                new Begun(
                    taken.tenant(), taken.source(), new SecretHost(taken.row().host()), value));
  }

  @Override
  public CompletionStage<Stored> put(
      TenantId tenant, String source, SecretHost host, String value) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(Stored.NO_KEY);
    var sealed = keys.seal(value, context("held", tenant, source, host.value()));
    return database.as(
        tenant,
        connection -> {
          if (!isThere(connection, tenant, source)) return Stored.MISSING;
          Sql.update(
              connection,
              PUT,
              tenant.value(),
              source,
              host.value(),
              sealed.key(),
              sealed.bytes().array(),
              clock.instant());
          Sql.update(connection, COUNT_UP);
          var act = Act.ofProgram("sign-in", clock.instant());
          AuditRows.add(connection, tenant, act, List.of(told("completed", source, host)));
          return Stored.DONE;
        });
  }

  private record Row(String host, String key, Keyring.Bytes sealed) {}

  private record Found(long version, boolean isRefused, Row row) {}

  @Override
  public CompletionStage<Optional<Held>> find(TenantId tenant, String source, URI server) {
    return database
        .as(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    FIND,
                    row ->
                        new Found(row.getLong("version"), row.getBoolean("refused"), sealed(row)),
                    tenant.value(),
                    source))
        .thenApply(
            found ->
                found
                    .filter(known -> new SecretHost(known.row().host()).covers(server))
                    .flatMap(
                        known ->
                            open("held", tenant, source, known.row())
                                .map(
                                    value -> new Held(known.version(), known.isRefused(), value))));
  }

  @Override
  public CompletionStage<Optional<Long>> claim(
      TenantId tenant, String source, long version, Duration valid) {
    return database.as(
        tenant,
        connection ->
            Sql.first(
                connection,
                CLAIM,
                row -> row.getLong("version"),
                valid.toMillis(),
                tenant.value(),
                source,
                version));
  }

  @Override
  public CompletionStage<Boolean> renewed(
      TenantId tenant, String source, SecretHost host, long version, String value) {
    if (keys.isEmpty()) return CompletableFuture.completedFuture(false);
    var sealed = keys.seal(value, context("held", tenant, source, host.value()));
    return database.as(
        tenant,
        connection ->
            Sql.update(
                    connection,
                    RENEW,
                    host.value(),
                    sealed.key(),
                    sealed.bytes().array(),
                    clock.instant(),
                    tenant.value(),
                    source,
                    version)
                > 0);
  }

  @Override
  public CompletionStage<Boolean> refused(TenantId tenant, String source, long version) {
    return database.as(
        tenant,
        connection ->
            counted(connection, Sql.update(connection, REFUSE, tenant.value(), source, version)));
  }

  @Override
  public CompletionStage<Void> release(TenantId tenant, String source, long version) {
    return database.as(
        tenant,
        connection -> {
          Sql.update(connection, RELEASE, tenant.value(), source, version);
          return null;
        });
  }

  @Override
  public CompletionStage<Boolean> want(TenantId tenant, String source, List<String> scopes) {
    var wanted = scopes.toArray(String[]::new);
    return database.as(
        tenant,
        connection ->
            counted(
                connection, Sql.update(connection, WANT, wanted, tenant.value(), source, wanted)));
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String source) {
    return delete(tenant, source, Optional.empty());
  }

  @Override
  public CompletionStage<Boolean> delete(TenantId tenant, String source, Act act) {
    return delete(tenant, source, Optional.of(act));
  }

  private CompletionStage<Boolean> delete(TenantId tenant, String source, Optional<Act> act) {
    return database.as(
        tenant,
        connection -> {
          Sql.update(connection, DELETE_BEGUN, tenant.value(), source);
          boolean was = counted(connection, Sql.update(connection, DELETE, tenant.value(), source));
          var gone = Change.gone("tool-source-signed-out", target(source), Map.of());
          if (was) AuditRows.add(connection, tenant, act, gone);
          return was;
        });
  }

  private static Change told(String what, String source, SecretHost host) {
    return Change.made("tool-source-sign-in-" + what, target(source), Map.of("host", host.value()));
  }

  private static String target(String source) {
    return "tool-source:" + source;
  }

  private static boolean counted(Connection connection, int changed) throws SQLException {
    if (changed > 0) Sql.update(connection, COUNT_UP);
    return changed > 0;
  }

  private static boolean isThere(Connection connection, TenantId tenant, String source)
      throws SQLException {
    return Sql.first(connection, SOURCE, row -> row.getString(1), tenant.value(), source)
        .isPresent();
  }

  private static Row sealed(ResultSet row) throws SQLException {
    return new Row(
        row.getString("host"), row.getString("key_id"), Keyring.Bytes.of(row.getBytes("sealed")));
  }

  private Optional<String> open(String use, TenantId tenant, String source, Row row) {
    var value =
        keys.open(row.key(), row.sealed().array(), context(use, tenant, source, row.host()));
    if (value.isEmpty())
      LOG.warn(
          "the sign-in of the tool source {} cannot be read with the key {} (expected: this key in"
              + " parley.secrets.keys, and an unchanged row); sign in again",
          source,
          row.key());
    return value;
  }

  /// No part contains the separator; a secret's context has one part less.
  private static String context(String use, TenantId tenant, String source, String host) {
    return use + "|" + tenant.value() + "|" + source + "|" + host;
  }

  private static byte[] hash(String state) {
    return Sha256.of(state);
  }
}
