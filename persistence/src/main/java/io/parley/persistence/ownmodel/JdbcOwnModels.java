package io.parley.persistence.ownmodel;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels;
import io.parley.core.money.Price;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.ownmodel.ModelRows.Newer;
import io.parley.persistence.secret.Keyring;
import io.parley.persistence.secret.Keyring.Sealed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Models of organisations in tables; see `V58__own_models.sql` and `V63__own_budgets.sql`. A
/// version, its key and its audit entry are committed together. Nodes read models for all tenants,
/// and keys as the tenant.
public final class JdbcOwnModels implements OwnModels {
  private final Database database;
  private final Keyring keys;

  public JdbcOwnModels(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Put> put(
      OwnModelName name,
      OwnModel model,
      Optional<String> key,
      Optional<Integer> expected,
      Act act) {
    if (keys.isEmpty()) return CompletableFuture.completedStage(new Locked());
    var sealed = key.map(value -> keys.seal(value, context(name.tenant(), model)));
    return database.as(
        name.tenant(), connection -> put(connection, name, model, sealed, expected, act));
  }

  /// Writers wait for each other at the audit trail.
  private static Put put(
      Connection connection,
      OwnModelName name,
      OwnModel model,
      Optional<Sealed> sealed,
      Optional<Integer> expected,
      Act act)
      throws SQLException {
    AuditRows.lock(connection, name.tenant());
    var newest = newest(connection, name);
    var live = newest.filter(found -> !found.isRemoved()).map(Newer::version);
    if (sealed.isEmpty() && live.filter(was -> was.model().equals(model)).isPresent())
      return new Newest(live.get());
    int seen = live.map(Version::number).orElse(0);
    if (expected.filter(number -> number != seen).isPresent()) return new Differs(seen);
    if (sealed.isEmpty() && live.filter(was -> was.model().isAtServerOf(model)).isEmpty())
      return new KeyMissing();
    int number = newest.map(found -> found.version().number()).orElse(0) + 1;
    var refused = refusal(connection, name, model, newest, number);
    if (refused.isPresent()) return refused.get();
    var version = new Version(name, number, model, act.at());
    var after = new TreeMap<>(ModelRows.fields(version));
    after.put("key", sealed.isPresent() ? "new" : "kept");
    var before = live.map(ModelRows::fields).orElse(Map.of());
    var change = Change.of("model-changed", target(name), before, after);
    AuditRows.add(connection, name.tenant(), act, List.of(change));
    store(connection, version, sealed, act);
    return new Newest(version);
  }

  /// Why this version may not be added, if it may not.
  private static Optional<Put> refusal(
      Connection connection, OwnModelName name, OwnModel model, Optional<Newer> newest, int number)
      throws SQLException {
    var names = liveNames(connection, name.tenant());
    if (number > VERSIONS_MAX) return Optional.of(new Full("versions", VERSIONS_MAX));
    if (!names.contains(name.name()) && names.size() >= MODELS_MAX)
      return Optional.of(new Full("models", MODELS_MAX));
    if (newest.isEmpty() && names.size() + removed(connection, name.tenant()) >= NAMES_MAX)
      return Optional.of(new Full("names", NAMES_MAX));
    boolean isKnown =
        names.containsAll(model.fallbacks()) && !model.fallbacks().contains(name.name());
    return isKnown ? Optional.empty() : Optional.of(new FallbackMissing());
  }

  /// Names of models that are not removed.
  static List<String> liveNames(Connection connection, TenantId tenant) throws SQLException {
    return live(connection, tenant).stream().map(version -> version.name().name()).toList();
  }

  private static List<Version> live(Connection connection, TenantId tenant) throws SQLException {
    return ModelTables.both(
        connection, ModelTables::all, ModelRows::version, tenant.value(), tenant.value());
  }

  private static int removed(Connection connection, TenantId tenant) throws SQLException {
    return ModelTables.both(connection, ModelTables::removed, row -> row.getInt(1), tenant.value())
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  private static void store(
      Connection connection, Version version, Optional<Sealed> sealed, Act act)
      throws SQLException {
    var model = version.model();
    var tables = ModelTables.of(version.name());
    var tenant = version.tenant().value();
    var name = version.name().name();
    Sql.update(
        connection,
        tables.add(),
        tenant,
        name,
        version.number(),
        ModelRows.word(model.kind()),
        ModelRows.address(model),
        model.model(),
        model.price().map(Price::inputMicros),
        model.price().map(Price::outputMicros),
        connection.createArrayOf("text", model.fallbacks().toArray()),
        act.by().text(),
        act.at());
    long change = ModelTables.CHANGES.up(connection);
    Sql.update(connection, tables.move(), tenant, name, version.number(), change);
    if (sealed.isPresent())
      Sql.update(
          connection,
          tables.seal(),
          sealed.get().key(),
          sealed.get().bytes().array(),
          tenant,
          name);
  }

  @Override
  public CompletionStage<Boolean> remove(OwnModelName name, Act act) {
    return database.as(
        name.tenant(),
        connection -> {
          AuditRows.lock(connection, name.tenant());
          var live = newest(connection, name).filter(found -> !found.isRemoved());
          if (live.isEmpty()) return false;
          var fields = ModelRows.fields(live.get().version());
          var gone = Change.gone("model-removed", target(name), fields);
          AuditRows.add(connection, name.tenant(), act, List.of(gone));
          long change = ModelTables.CHANGES.up(connection);
          var remove = ModelTables.of(name).remove();
          Sql.update(connection, remove, change, name.tenant().value(), name.name());
          return true;
        });
  }

  /// The model `default` has the target that it had before there were others.
  private static String target(OwnModelName name) {
    return name.name().equals(OwnModelName.DEFAULT) ? "model" : "model:" + name.name();
  }

  @Override
  public CompletionStage<Optional<Version>> current(OwnModelName name) {
    return database.as(
        name.tenant(),
        connection -> newest(connection, name).flatMap(found -> found.head().current()));
  }

  @Override
  public CompletionStage<List<Version>> all(TenantId tenant) {
    return database.as(
        tenant,
        connection ->
            live(connection, tenant).stream()
                .sorted(Comparator.comparing(version -> version.name().name()))
                .toList());
  }

  private static Optional<Newer> newest(Connection connection, OwnModelName name)
      throws SQLException {
    var tenant = name.tenant().value();
    return Sql.first(
        connection, ModelTables.of(name).newest(), ModelRows::newer, tenant, tenant, name.name());
  }

  @Override
  public CompletionStage<List<Listed>> versions(OwnModelName name, int limit) {
    return database.as(
        name.tenant(),
        connection ->
            Sql.query(
                connection,
                ModelTables.of(name).versions(),
                row -> new Listed(ModelRows.version(row), row.getString("by")),
                name.tenant().value(),
                name.name(),
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
                    ModelTables.of(version.name()).key(),
                    row ->
                        new Row(row.getString("key_id"), Keyring.Bytes.of(row.getBytes("sealed"))),
                    tenant.value(),
                    version.name().name(),
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
    return database.acrossTenants(ModelTables.CHANGES::read);
  }

  /// The number first: a change in between is loaded once more.
  @Override
  public CompletionStage<Loaded> since(long change) {
    return database.acrossTenants(
        connection -> {
          long number = ModelTables.CHANGES.read(connection);
          var found = ModelTables.both(connection, ModelTables::changed, ModelRows::newer, change);
          return new Loaded(
              number,
              found.stream().map(Newer::head).toList(),
              JdbcOwnBudgets.since(connection, change));
        });
  }

  /// A key opens for this server alone. No part but the last contains the separator.
  private static String context(TenantId tenant, OwnModel model) {
    return "own-model|%s|%s|%s"
        .formatted(tenant.value(), ModelRows.word(model.kind()), ModelRows.address(model));
  }
}
