package io.parley.persistence.trunk;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.tenant.TenantId;
import io.parley.core.trunk.OwnTrunk;
import io.parley.core.trunk.OwnTrunks;
import io.parley.core.trunk.TrunkName;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.ChangeCount;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.secret.Keyring.Sealed;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Trunks in the table `own_trunk`, see `V74__own_trunks.sql`. A trunk, its password and its audit
/// entry are committed together. Nodes read trunks for all tenants, and passwords as the tenant. A
/// trigger counts each change at its commit.
public final class JdbcOwnTrunks implements OwnTrunks {
  private static final int LINE_BYTES = 16;
  private static final ChangeCount CHANGES = new ChangeCount("own_trunk_change");

  private static final String ALL =
      """
      SELECT tenant, name, version, line, host, transport, line_user, login, numbers, agent,
        language, at
      FROM own_trunk ORDER BY made_at, tenant, name\
      """;

  private static final String OF_ONE =
      """
      SELECT tenant, name, version, line, host, transport, line_user, login, numbers, agent,
        language, at, standing, told_at
      FROM own_trunk WHERE tenant = ? ORDER BY name\
      """;

  private static final String STORE =
      """
      INSERT INTO own_trunk (tenant, name, version, line, host, transport, line_user, login,
        numbers, agent, language, key_id, sealed, at, made_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, name) DO UPDATE SET version = excluded.version, line = excluded.line,
        host = excluded.host, transport = excluded.transport, line_user = excluded.line_user,
        login = excluded.login, numbers = excluded.numbers, agent = excluded.agent,
        language = excluded.language, key_id = excluded.key_id, sealed = excluded.sealed,
        at = excluded.at, standing = NULL, told_at = NULL\
      """;

  private static final String REMOVE = "DELETE FROM own_trunk WHERE tenant = ? AND name = ?";

  private static final String PASSWORD =
      "SELECT key_id, sealed FROM own_trunk WHERE tenant = ? AND name = ? AND version = ?";

  private static final String TELL =
      """
      UPDATE own_trunk SET standing = ?, told_at = ?
      WHERE tenant = ? AND name = ? AND line = ?\
      """;

  private final Database database;
  private final Keyring keys;
  private final SecureRandom random = new SecureRandom();

  public JdbcOwnTrunks(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Put> put(
      TrunkName name, OwnTrunk trunk, Optional<String> password, Act act) {
    if (keys.isEmpty()) return CompletableFuture.completedStage(new Locked());
    var sealed = password.map(value -> keys.seal(value, context(name.tenant(), trunk)));
    return database.as(
        name.tenant(), connection -> put(connection, name, trunk, sealed, act, line()));
  }

  private String line() {
    var bytes = new byte[LINE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Writers wait for each other at the audit trail.
  private static Put put(
      Connection connection,
      TrunkName name,
      OwnTrunk trunk,
      Optional<Sealed> given,
      Act act,
      String line)
      throws SQLException {
    AuditRows.lock(connection, name.tenant());
    var held = held(connection, name.tenant());
    var before = held.stream().filter(each -> each.name().equals(name)).findFirst();
    if (given.isEmpty() && before.filter(was -> was.trunk().equals(trunk)).isPresent())
      return new Newest(before.get());
    if (before.isEmpty() && held.size() >= TRUNKS_MAX) return new Full();
    var kept = before.filter(was -> was.trunk().isLineOf(trunk));
    if (given.isEmpty() && kept.isEmpty()) return new PasswordMissing();
    var sealed = given.isPresent() ? given.get() : sealed(connection, kept.get()).orElseThrow();
    int version = before.map(Stored::version).orElse(0) + 1;
    var stored = new Stored(name, version, line, trunk, act.at());
    var after = new TreeMap<>(TrunkRows.fields(trunk));
    after.put("password", given.isPresent() ? "new" : "kept");
    var was = before.map(Stored::trunk).map(TrunkRows::fields).orElse(Map.of());
    tell(connection, act, name, Change.of("trunk-changed", target(name), was, after));
    store(connection, stored, sealed);
    return new Newest(stored);
  }

  private static List<Stored> held(Connection connection, TenantId tenant) throws SQLException {
    return Sql.query(connection, OF_ONE, TrunkRows::stored, tenant.value());
  }

  private static void store(Connection connection, Stored stored, Sealed sealed)
      throws SQLException {
    var trunk = stored.trunk();
    Sql.update(
        connection,
        STORE,
        stored.tenant().value(),
        stored.name().name(),
        stored.version(),
        stored.line(),
        trunk.host(),
        TrunkRows.word(trunk.transport()),
        trunk.user(),
        trunk.login(),
        connection.createArrayOf("text", TrunkRows.numbers(trunk).toArray()),
        trunk.answering().agent(),
        trunk.answering().language(),
        sealed.key(),
        sealed.bytes().array(),
        stored.at(),
        stored.at());
  }

  private static void tell(Connection connection, Act act, TrunkName name, Change change)
      throws SQLException {
    AuditRows.add(connection, name.tenant(), act, List.of(change));
  }

  private static String target(TrunkName name) {
    return "trunk:" + name.name();
  }

  @Override
  public CompletionStage<Boolean> remove(TrunkName name, Act act) {
    var tenant = name.tenant();
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var before =
              held(connection, tenant).stream().filter(each -> each.name().equals(name)).findAny();
          if (before.isEmpty()) return false;
          var fields = TrunkRows.fields(before.get().trunk());
          tell(connection, act, name, Change.gone("trunk-removed", target(name), fields));
          Sql.update(connection, REMOVE, tenant.value(), name.name());
          return true;
        });
  }

  @Override
  public CompletionStage<List<Listed>> of(TenantId tenant) {
    return database.as(
        tenant, connection -> Sql.query(connection, OF_ONE, TrunkRows::listed, tenant.value()));
  }

  @Override
  public CompletionStage<Optional<String>> password(Stored stored) {
    return database
        .as(stored.tenant(), connection -> sealed(connection, stored))
        .thenApply(
            found ->
                found.flatMap(
                    held ->
                        keys.open(
                            held.key(),
                            held.bytes().array(),
                            context(stored.tenant(), stored.trunk()))));
  }

  private static Optional<Sealed> sealed(Connection connection, Stored stored) throws SQLException {
    return Sql.first(
        connection,
        PASSWORD,
        row -> new Sealed(row.getString("key_id"), Keyring.Bytes.of(row.getBytes("sealed"))),
        stored.tenant().value(),
        stored.name().name(),
        stored.version());
  }

  @Override
  public CompletionStage<Void> tell(Stored stored, Told told) {
    return database.as(
        stored.tenant(),
        connection -> {
          Sql.update(
              connection,
              TELL,
              TrunkRows.word(told.standing()),
              told.since(),
              stored.tenant().value(),
              stored.name().name(),
              stored.line());
          return null;
        });
  }

  @Override
  public CompletionStage<Long> change() {
    return database.acrossTenants(CHANGES::read);
  }

  @Override
  public CompletionStage<List<Stored>> all() {
    return database.acrossTenants(connection -> Sql.query(connection, ALL, TrunkRows::stored));
  }

  /// A password opens for this line alone. No part but the last contains the separator.
  private static String context(TenantId tenant, OwnTrunk trunk) {
    return "own-trunk|%s|%s|%s|%s|%s"
        .formatted(
            tenant.value(),
            trunk.host(),
            TrunkRows.word(trunk.transport()),
            trunk.user(),
            trunk.login().orElse(""));
  }
}
