package io.parley.persistence.ownmodel;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModel.Kind;
import io.parley.core.model.own.OwnModels;
import io.parley.core.money.Price;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.ChangeCount;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.secret.Keyring.Sealed;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Models of organisations in tables; see `V58__own_models.sql`. A version, its key and its audit
/// entry are committed together. Nodes read models for all tenants, and keys as the tenant.
public final class JdbcOwnModels implements OwnModels {
  private static final String TARGET = "model";

  private static final String VERSION_COLUMNS =
      """
      v.tenant, v.version, v.kind, v.address, v.model, v.input_micros, v.output_micros, v.at\
      """;

  private static final String HEAD =
      """
      SELECT %s, o.is_removed
      FROM own_model o JOIN own_model_version v ON v.tenant = o.tenant AND v.version = o.version
      """
          .formatted(VERSION_COLUMNS);

  private static final String NEWEST = HEAD + "WHERE o.tenant = ? AND v.tenant = ?";
  private static final String SINCE = HEAD + "WHERE o.change > ?";

  private static final String VERSIONS =
      """
      SELECT %s, v.by FROM own_model_version v WHERE v.tenant = ?
      ORDER BY v.version DESC LIMIT ?\
      """
          .formatted(VERSION_COLUMNS);

  private static final String ADD =
      """
      INSERT INTO own_model_version (tenant, version, kind, address, model, input_micros,
        output_micros, by, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String MOVE =
      """
      INSERT INTO own_model (tenant, version, is_removed, change) VALUES (?, ?, false, ?)
      ON CONFLICT (tenant) DO UPDATE SET version = excluded.version, is_removed = false,
        change = excluded.change\
      """;

  private static final String SEAL = "UPDATE own_model SET key_id = ?, sealed = ? WHERE tenant = ?";

  private static final String REMOVE =
      """
      UPDATE own_model SET is_removed = true, key_id = NULL, sealed = NULL, change = ?
      WHERE tenant = ?\
      """;

  private static final String KEY =
      """
      SELECT key_id, sealed FROM own_model
      WHERE tenant = ? AND version = ? AND NOT is_removed AND sealed IS NOT NULL\
      """;

  private static final ChangeCount CHANGES = new ChangeCount("own_model_change");

  private final Database database;
  private final Keyring keys;

  public JdbcOwnModels(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  /// The newest version, and whether it is removed.
  private record Newer(Version version, boolean isRemoved) {
    Head head() {
      return new Head(version.tenant(), isRemoved ? Optional.empty() : Optional.of(version));
    }
  }

  @Override
  public CompletionStage<Put> put(
      TenantId tenant, OwnModel model, Optional<String> key, Optional<Integer> expected, Act act) {
    if (keys.isEmpty()) return CompletableFuture.completedStage(new Locked());
    var sealed = key.map(value -> keys.seal(value, context(tenant, model)));
    return database.as(tenant, connection -> put(connection, tenant, model, sealed, expected, act));
  }

  /// Writers wait for each other at the audit trail.
  private static Put put(
      Connection connection,
      TenantId tenant,
      OwnModel model,
      Optional<Sealed> sealed,
      Optional<Integer> expected,
      Act act)
      throws SQLException {
    AuditRows.lock(connection, tenant);
    var newest = newest(connection, tenant);
    var live = newest.filter(found -> !found.isRemoved()).map(Newer::version);
    if (sealed.isEmpty() && live.filter(was -> was.model().equals(model)).isPresent())
      return new Newest(live.get());
    int seen = live.map(Version::number).orElse(0);
    if (expected.filter(number -> number != seen).isPresent()) return new Differs(seen);
    if (sealed.isEmpty() && live.filter(was -> was.model().isAtServerOf(model)).isEmpty())
      return new KeyMissing();
    int number = newest.map(found -> found.version().number()).orElse(0) + 1;
    if (number > VERSIONS_MAX) return new Full();
    var version = new Version(tenant, number, model, act.at());
    var after = fields(version);
    after.put("key", sealed.isPresent() ? "new" : "kept");
    var before = live.map(JdbcOwnModels::fields).orElse(Map.of());
    var change = Change.of("model-changed", TARGET, before, after);
    AuditRows.add(connection, tenant, act, List.of(change));
    add(connection, version, act);
    Sql.update(connection, MOVE, tenant.value(), number, CHANGES.up(connection));
    if (sealed.isPresent())
      Sql.update(
          connection, SEAL, sealed.get().key(), sealed.get().bytes().array(), tenant.value());
    return new Newest(version);
  }

  private static void add(Connection connection, Version version, Act act) throws SQLException {
    var model = version.model();
    Sql.update(
        connection,
        ADD,
        version.tenant().value(),
        version.number(),
        word(model.kind()),
        address(model),
        model.model(),
        model.price().map(Price::inputMicros),
        model.price().map(Price::outputMicros),
        act.by().text(),
        act.at());
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId tenant, Act act) {
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var live = newest(connection, tenant).filter(found -> !found.isRemoved());
          if (live.isEmpty()) return false;
          var gone = Change.gone("model-removed", TARGET, fields(live.get().version()));
          AuditRows.add(connection, tenant, act, List.of(gone));
          Sql.update(connection, REMOVE, CHANGES.up(connection), tenant.value());
          return true;
        });
  }

  @Override
  public CompletionStage<Optional<Version>> current(TenantId tenant) {
    return database.as(
        tenant, connection -> newest(connection, tenant).flatMap(found -> found.head().current()));
  }

  private static Optional<Newer> newest(Connection connection, TenantId tenant)
      throws SQLException {
    return Sql.first(connection, NEWEST, JdbcOwnModels::readNewer, tenant.value(), tenant.value());
  }

  @Override
  public CompletionStage<List<Listed>> versions(TenantId tenant, int limit) {
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection,
                VERSIONS,
                row -> new Listed(readVersion(row), row.getString("by")),
                tenant.value(),
                limit));
  }

  private record Row(String key, Keyring.Bytes sealed) {}

  @Override
  public CompletionStage<Optional<String>> key(Version version) {
    var tenant = version.tenant();
    return database
        .as(
            tenant,
            connection ->
                Sql.first(
                    connection,
                    KEY,
                    row ->
                        new Row(row.getString("key_id"), Keyring.Bytes.of(row.getBytes("sealed"))),
                    tenant.value(),
                    version.number()))
        .thenApply(
            found ->
                found.flatMap(
                    row ->
                        keys.open(
                            row.key(), row.sealed().array(), context(tenant, version.model()))));
  }

  @Override
  public CompletionStage<Long> change() {
    return database.acrossTenants(CHANGES::read);
  }

  /// The number first: a change in between is loaded once more.
  @Override
  public CompletionStage<Loaded> since(long change) {
    return database.acrossTenants(
        connection -> {
          long number = CHANGES.read(connection);
          var found = Sql.query(connection, SINCE, JdbcOwnModels::readNewer, change);
          return new Loaded(number, found.stream().map(Newer::head).toList());
        });
  }

  /// A key opens for this server alone. No part but the last contains the separator.
  private static String context(TenantId tenant, OwnModel model) {
    return "own-model|" + tenant.value() + "|" + word(model.kind()) + "|" + address(model);
  }

  private static Map<String, String> fields(Version version) {
    var model = version.model();
    var fields = new TreeMap<String, String>();
    fields.put("version", Integer.toString(version.number()));
    fields.put("kind", word(model.kind()));
    fields.put("address", address(model));
    fields.put("model", model.model());
    model
        .price()
        .ifPresent(
            price -> {
              fields.put("inputMicros", Long.toString(price.inputMicros()));
              fields.put("outputMicros", Long.toString(price.outputMicros()));
            });
    return fields;
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String address(OwnModel model) {
    return model.address().map(URI::toString).orElse("");
  }

  private static Newer readNewer(ResultSet row) throws SQLException {
    return new Newer(readVersion(row), row.getBoolean("is_removed"));
  }

  private static Version readVersion(ResultSet row) throws SQLException {
    var address = row.getString("address");
    var input = Optional.ofNullable(row.getObject("input_micros", Long.class));
    var output = Optional.ofNullable(row.getObject("output_micros", Long.class));
    var model =
        new OwnModel(
            Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            address.isEmpty() ? Optional.empty() : Optional.of(URI.create(address)),
            row.getString("model"),
            input.flatMap(in -> output.map(out -> new Price(in, out))));
    return new Version(
        new TenantId(row.getString("tenant")),
        row.getInt("version"),
        model,
        Sql.instant(row, "at"));
  }
}
