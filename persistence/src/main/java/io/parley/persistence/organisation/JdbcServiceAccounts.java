package io.parley.persistence.organisation;

import io.parley.core.access.CustomRole;
import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.identity.ServiceAccounts;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// Service accounts in a table, next to the roles that they have. Changes are committed with their
/// audit entries; the lock of the tenant's trail makes limit and names exact, and that of the
/// organisation keeps roles from being dropped while an account gets them.
public final class JdbcServiceAccounts implements ServiceAccounts {
  private static final String COLUMNS = "id, tenant, name, roles, custom_roles, since";

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM service_account WHERE tenant = ? AND id = ?";

  private static final String LIST =
      "SELECT " + COLUMNS + " FROM service_account WHERE tenant = ? ORDER BY name, id";

  private static final String ADD =
      """
      INSERT INTO service_account (tenant, id, name, roles, custom_roles, since)
      VALUES (?, ?, ?, ?, ?, ?)\
      """;

  private static final String CHANGE =
      """
      UPDATE service_account SET name = ?, roles = ?, custom_roles = ? WHERE tenant = ? AND id = ?\
      """;

  private static final String REMOVE = "DELETE FROM service_account WHERE tenant = ? AND id = ?";

  private static final String REVOKE =
      """
      UPDATE api_key SET revoked_at = ? WHERE tenant = ? AND account = ? AND revoked_at IS NULL
      RETURNING id\
      """;

  private final Database database;

  public JdbcServiceAccounts(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Stored> create(Account account, Act act) {
    return locked(
        account,
        (connection, all) -> {
          if (all.size() >= COUNT_MAX) return Stored.FULL;
          if (isTaken(all, account)) return Stored.TAKEN;
          Sql.update(
              connection,
              ADD,
              account.organisation().value(),
              account.id().value(),
              account.name(),
              RoleRows.builtIn(account.roles()),
              RoleRows.custom(account.roles()),
              account.createdAt());
          var made = Change.made("service-account-created", target(account.id()), fields(account));
          AuditRows.add(connection, account.organisation(), act, List.of(made));
          return Stored.DONE;
        });
  }

  @Override
  public CompletionStage<Stored> change(Account account, Act act) {
    return locked(
        account,
        (connection, all) -> {
          var before = all.stream().filter(each -> each.id().equals(account.id())).findFirst();
          if (before.isEmpty()) return Stored.MISSING;
          if (isTaken(all, account)) return Stored.TAKEN;
          Sql.update(
              connection,
              CHANGE,
              account.name(),
              RoleRows.builtIn(account.roles()),
              RoleRows.custom(account.roles()),
              account.organisation().value(),
              account.id().value());
          var changed =
              Change.of(
                  "service-account-changed",
                  target(account.id()),
                  fields(before.get()),
                  fields(account));
          AuditRows.add(connection, account.organisation(), act, List.of(changed));
          return Stored.DONE;
        });
  }

  /// Stores an account, knowing all of its organisation.
  private interface Storing {
    Stored run(Connection connection, List<Account> all) throws SQLException;
  }

  /// Under the locks, and if the organisation has the account's roles.
  private CompletionStage<Stored> locked(Account account, Storing storing) {
    var tenant = account.organisation();
    return database.as(
        tenant,
        connection -> {
          OrganisationRows.lock(connection, tenant);
          AuditRows.lock(connection, tenant);
          return hasRoles(connection, account)
              ? storing.run(connection, list(connection, tenant))
              : Stored.UNKNOWN_ROLE;
        });
  }

  /// Whether the organisation has the account's roles: one that is made later under the name of
  /// another must not come to it.
  private static boolean hasRoles(Connection connection, Account account) throws SQLException {
    var known = RoleRows.all(connection, account.organisation()).stream().map(CustomRole::name);
    return known.toList().containsAll(account.roles().custom());
  }

  private static boolean isTaken(List<Account> all, Account account) {
    return all.stream()
        .anyMatch(each -> each.name().equals(account.name()) && !each.id().equals(account.id()));
  }

  @Override
  public CompletionStage<Optional<Account>> find(TenantId organisation, ServiceAccountId id) {
    return database.as(organisation, connection -> find(connection, organisation, id));
  }

  private static Optional<Account> find(
      Connection connection, TenantId organisation, ServiceAccountId id) throws SQLException {
    return Sql.first(
            connection, FIND, JdbcServiceAccounts::account, organisation.value(), id.value())
        .flatMap(found -> found);
  }

  @Override
  public CompletionStage<List<Account>> list(TenantId organisation) {
    return database.as(organisation, connection -> list(connection, organisation));
  }

  private static List<Account> list(Connection connection, TenantId organisation)
      throws SQLException {
    return Sql.query(connection, LIST, JdbcServiceAccounts::account, organisation.value()).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public CompletionStage<List<CustomRole>> customRoles(TenantId organisation) {
    return database.as(organisation, connection -> RoleRows.all(connection, organisation));
  }

  @Override
  public CompletionStage<Optional<List<String>>> remove(
      TenantId organisation, ServiceAccountId id, Act act) {
    return database.as(
        organisation,
        connection -> {
          // before the trail's lock, as whoever revokes one of them
          var keys =
              Sql.query(
                  connection,
                  REVOKE,
                  row -> row.getString("id"),
                  act.at(),
                  organisation.value(),
                  id.value());
          AuditRows.lock(connection, organisation);
          var before = find(connection, organisation, id);
          var changes = new ArrayList<Change>();
          if (before.isPresent()) {
            Sql.update(connection, REMOVE, organisation.value(), id.value());
            changes.add(Change.gone("service-account-removed", target(id), fields(before.get())));
          }
          // one may have been made while the account was removed before
          for (var key : keys)
            changes.add(
                Change.gone("api-key-revoked", "api-key:" + key, Map.of("owner", target(id))));
          AuditRows.add(connection, organisation, act, changes);
          RevokedKeys.trim(connection, organisation);
          return before.map(_ -> keys);
        });
  }

  private static String target(ServiceAccountId id) {
    return "service-account:" + id;
  }

  private static Map<String, String> fields(Account account) {
    return Map.of("name", account.name(), "roles", account.roles().text());
  }

  /// Empty if this release knows none of its roles, as a newer one may have written them.
  private static Optional<Account> account(ResultSet row) throws SQLException {
    var id = new ServiceAccountId(row.getObject("id", UUID.class));
    var tenant = new TenantId(row.getString("tenant"));
    var name = row.getString("name");
    var since = Sql.instant(row, "since");
    return RoleRows.set(row).map(roles -> new Account(id, tenant, name, roles, since));
  }
}
