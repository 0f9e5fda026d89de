package io.parley.persistence.customer;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.identity.CustomerBackends;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.secret.Keyring;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Backends in a table, shared keys encrypted by a [Keyring]. Changes are committed with their
/// audit entries; the lock of the tenant's trail makes limit and uniqueness exact.
public final class JdbcCustomerBackends implements CustomerBackends {
  private final Database database;
  private final Keyring keys;

  public JdbcCustomerBackends(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public CompletionStage<Stored> put(
      TenantId organisation, Backend backend, Optional<Keys> wanted, Act act) {
    boolean isLocked = keys.isEmpty() && wanted.filter(Shared.class::isInstance).isPresent();
    if (isLocked) return CompletableFuture.completedFuture(Stored.LOCKED);
    var columns = wanted.map(each -> BackendRows.columns(organisation, backend, each, keys));
    return database.as(
        organisation,
        connection -> {
          AuditRows.lock(connection, organisation);
          var all = BackendRows.list(connection, organisation);
          var before = all.stream().filter(each -> each.name().equals(backend.name())).findFirst();
          var refusal = refusal(all, backend, before, wanted);
          if (refusal.isPresent()) return refusal.get();
          BackendRows.put(connection, organisation, backend, columns);
          var after = wanted.map(backend::with).orElseGet(() -> kept(backend, before));
          var change =
              Change.of(
                  "customer-issuer-changed",
                  target(backend.name()),
                  before.map(was -> fields(was, false)).orElseGet(Map::of),
                  fields(after, wanted.isPresent()));
          AuditRows.add(connection, organisation, act, List.of(change));
          return Stored.DONE;
        });
  }

  private static Backend kept(Backend backend, Optional<Backend> before) {
    return backend.with(before.orElseThrow().keys());
  }

  private static Optional<Stored> refusal(
      List<Backend> all, Backend backend, Optional<Backend> before, Optional<Keys> wanted) {
    if (before.isEmpty() && wanted.isEmpty()) return Optional.of(Stored.NO_KEYS);
    if (before.isEmpty() && all.size() >= COUNT_MAX) return Optional.of(Stored.FULL);
    boolean isTaken =
        all.stream()
            .anyMatch(
                each ->
                    !each.name().equals(backend.name())
                        && each.issuer().equals(backend.issuer())
                        && each.audience().equals(backend.audience()));
    return isTaken ? Optional.of(Stored.TAKEN) : Optional.empty();
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId organisation, String name, Act act) {
    return database.as(
        organisation,
        connection -> {
          AuditRows.lock(connection, organisation);
          var before =
              BackendRows.list(connection, organisation).stream()
                  .filter(each -> each.name().equals(name))
                  .findFirst();
          if (before.isEmpty()) return false;
          BackendRows.remove(connection, organisation, name);
          var gone =
              Change.gone("customer-issuer-removed", target(name), fields(before.get(), false));
          AuditRows.add(connection, organisation, act, List.of(gone));
          return true;
        });
  }

  @Override
  public CompletionStage<List<Backend>> list(TenantId organisation) {
    return database.as(organisation, connection -> BackendRows.list(connection, organisation));
  }

  @Override
  public CompletionStage<List<Backend>> open(TenantId organisation) {
    return database.as(organisation, connection -> opened(connection, organisation));
  }

  private List<Backend> opened(Connection connection, TenantId organisation) throws SQLException {
    return BackendRows.open(connection, organisation, keys);
  }

  private static String target(String name) {
    return "customer-issuer:" + name;
  }

  /// For the audit trail. Of keys it tells where they come from, and that others were entered.
  private static Map<String, String> fields(Backend backend, boolean isEntered) {
    var fields = new TreeMap<String, String>();
    fields.put("issuer", backend.issuer());
    fields.put("audience", backend.audience());
    fields.put("customer", backend.claims().customer());
    backend.claims().name().ifPresent(claim -> fields.put("name", claim));
    backend.claims().language().ifPresent(claim -> fields.put("language", claim));
    fields.put("metadata", new TreeMap<>(backend.claims().metadata()).toString());
    var keys =
        switch (backend.keys()) {
          case Published(var address) -> address.toString();
          case Public(var texts) -> texts.size() + " public";
          case Shared _ -> "shared";
        };
    fields.put("keys", isEntered ? keys + " (entered)" : keys);
    return fields;
  }
}
