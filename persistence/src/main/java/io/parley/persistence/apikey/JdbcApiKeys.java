package io.parley.persistence.apikey;

import io.parley.core.access.Permission;
import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.organisation.OwnerRights;
import io.parley.persistence.organisation.RevokedKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// API keys in a table. A key arrives without a tenant: its id leads to the tenant, and only then
/// the row is read, as the tenant. Creation and revocation are committed with their audit entries.
public final class JdbcApiKeys implements ApiKeys {
  private static final String COLUMNS =
      "id, tenant, name, hash, scopes, addresses, created_at, expires_at, used_at, revoked_at,"
          + " person, account";

  /// One at a time makes keys of a tenant, so that the limit is exact.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('api_key ' || ?, 0))::text";

  private static final String COUNT =
      "SELECT count(*) FROM api_key WHERE tenant = ? AND revoked_at IS NULL";

  private static final String ADD =
      """
      INSERT INTO api_key (id, tenant, name, hash, scopes, addresses, created_at, expires_at,
        person, account)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String TENANT_OF = "SELECT tenant FROM api_key WHERE id = ?";

  /// A key of an organisation that is not served counts as revoked meanwhile. One that nobody has
  /// claimed is served: `default` may be so for good.
  private static final String FIND =
      """
      SELECT id, tenant, name, hash, scopes, addresses, created_at, expires_at, used_at, person,
        account, coalesce(revoked_at, (
          SELECT o.since FROM organisation o
          WHERE o.tenant = api_key.tenant AND o.state IN ('suspended', 'deleting', 'deleted')))
          AS revoked_at
      FROM api_key WHERE tenant = ? AND id = ?\
      """;

  private static final String LIST =
      "SELECT "
          + COLUMNS
          + " FROM api_key WHERE tenant = ? ORDER BY created_at DESC, id LIMIT "
          + (COUNT_MAX + REVOKED_MAX);

  private static final String USED =
      """
      UPDATE api_key SET used_at = ?
      WHERE tenant = ? AND id = ? AND (used_at IS NULL OR used_at < ?)\
      """;

  private static final String REVOKE =
      """
      UPDATE api_key SET revoked_at = ? WHERE tenant = ? AND id = ? AND revoked_at IS NULL
      RETURNING name, scopes, addresses, expires_at, person, account\
      """;

  private final Database database;

  public JdbcApiKeys(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Boolean> create(Key key, Act act) {
    var tenant = key.organisation();
    return database.as(
        tenant,
        connection -> {
          Sql.query(connection, LOCK, row -> row.getString(1), tenant.value());
          long count =
              Sql.first(connection, COUNT, row -> row.getLong(1), tenant.value()).orElseThrow();
          if (count >= COUNT_MAX) return false;
          Sql.update(
              connection,
              ADD,
              key.id(),
              tenant.value(),
              key.name(),
              key.hash(),
              sorted(key.scopes()).toArray(String[]::new),
              key.addresses().toArray(String[]::new),
              key.createdAt(),
              key.expiresAt(),
              person(key.owner()),
              account(key.owner()));
          var made =
              Change.made(
                  "api-key-created",
                  target(key.id()),
                  fields(key.name(), key.scopes(), key.addresses(), key.expiresAt(), key.owner()));
          AuditRows.add(connection, tenant, act, List.of(made));
          return true;
        });
  }

  @Override
  public CompletionStage<Optional<Key>> find(String id) {
    return database
        .withoutTenant(
            connection -> Sql.first(connection, TENANT_OF, row -> row.getString("tenant"), id))
        .thenCompose(
            tenant ->
                tenant
                    .map(found -> find(new TenantId(found), id))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletionStage<Optional<Key>> find(TenantId tenant, String id) {
    return database.as(
        tenant,
        connection -> {
          var key = Sql.first(connection, FIND, JdbcApiKeys::key, tenant.value(), id);
          if (key.isEmpty()) return key;
          var rights = OwnerRights.of(connection, tenant, key.get().owner());
          return Optional.of(bounded(rights, key.get()));
        });
  }

  @Override
  public CompletionStage<Void> used(TenantId organisation, String id, Instant at) {
    return database.as(
        organisation,
        connection -> {
          Sql.update(connection, USED, at, organisation.value(), id, at);
          return null;
        });
  }

  @Override
  public CompletionStage<List<Key>> list(TenantId organisation) {
    return database.as(
        organisation,
        connection -> {
          var rights = OwnerRights.all(connection, organisation);
          return Sql.query(connection, LIST, JdbcApiKeys::key, organisation.value()).stream()
              .map(key -> bounded(rights, key))
              .toList();
        });
  }

  /// With the rights that its owner has now.
  private static Key bounded(OwnerRights rights, Key key) {
    return switch (key.owner()) {
      case KeyOwner.Installation _ -> key;
      case KeyOwner.Member(var person) -> without(key, rights.ofMember(person, key.createdAt()));
      case KeyOwner.Account(var id) -> without(key, rights.ofAccount(id));
    };
  }

  private static Key without(Key key, Set<Permission> rights) {
    return key.without(KeyOwner.lost(key.scopes(), rights));
  }

  @Override
  public CompletionStage<Boolean> revoke(TenantId organisation, String id, Act act) {
    return database.as(
        organisation,
        connection -> {
          var before =
              Sql.first(
                  connection, REVOKE, JdbcApiKeys::revoked, act.at(), organisation.value(), id);
          if (before.isEmpty()) return false;
          var gone = Change.gone("api-key-revoked", target(id), before.get());
          AuditRows.add(connection, organisation, act, List.of(gone));
          RevokedKeys.trim(connection, organisation);
          return true;
        });
  }

  private static String target(String id) {
    return "api-key:" + id;
  }

  /// For the audit trail: all but the hash.
  private static Map<String, String> fields(
      String name,
      Collection<String> scopes,
      List<String> addresses,
      Optional<Instant> end,
      KeyOwner owner) {
    return Map.of(
        "name",
        name,
        "scopes",
        String.join(",", sorted(scopes)),
        "addresses",
        addresses.isEmpty() ? "all" : String.join(",", addresses),
        "expires",
        end.map(Instant::toString).orElse("never"),
        "owner",
        owner.text());
  }

  private static Map<String, String> revoked(ResultSet row) throws SQLException {
    return fields(
        row.getString("name"),
        Sql.texts(row, "scopes"),
        Sql.texts(row, "addresses"),
        Sql.instantIfAny(row, "expires_at"),
        owner(row));
  }

  private static List<String> sorted(Collection<String> texts) {
    return texts.stream().sorted().toList();
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(
        row.getString("id"),
        new TenantId(row.getString("tenant")),
        row.getString("name"),
        row.getString("hash"),
        Set.copyOf(Sql.texts(row, "scopes")),
        Sql.texts(row, "addresses"),
        Sql.instant(row, "created_at"),
        Sql.instantIfAny(row, "expires_at"),
        Sql.instantIfAny(row, "used_at"),
        Sql.instantIfAny(row, "revoked_at"),
        owner(row),
        Set.of());
  }

  private static KeyOwner owner(ResultSet row) throws SQLException {
    var person = row.getObject("person", UUID.class);
    var account = row.getObject("account", UUID.class);
    if (person != null) return new KeyOwner.Member(new PersonId(person));
    return account == null
        ? new KeyOwner.Installation()
        : new KeyOwner.Account(new ServiceAccountId(account));
  }

  private static Optional<UUID> person(KeyOwner owner) {
    return switch (owner) {
      case KeyOwner.Member(var person) -> Optional.of(person.value());
      case KeyOwner.Installation _, KeyOwner.Account _ -> Optional.empty();
    };
  }

  private static Optional<UUID> account(KeyOwner owner) {
    return switch (owner) {
      case KeyOwner.Account(var id) -> Optional.of(id.value());
      case KeyOwner.Installation _, KeyOwner.Member _ -> Optional.empty();
    };
  }
}
