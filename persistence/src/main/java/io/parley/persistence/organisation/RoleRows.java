package io.parley.persistence.organisation;

import io.parley.core.access.ClientRole;
import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads and writes roles. A word that this release does not know, as a newer one may have written
/// it, grants nothing.
final class RoleRows {
  private static final String ALL =
      "SELECT name, permissions FROM custom_role WHERE tenant = ? ORDER BY name";

  private static final String PUT =
      """
      INSERT INTO custom_role (tenant, name, permissions) VALUES (?, ?, ?)
      ON CONFLICT (tenant, name) DO UPDATE SET permissions = excluded.permissions\
      """;

  private static final String DROP = "DELETE FROM custom_role WHERE tenant = ? AND name = ?";

  private static final String IN_USE =
      """
      SELECT unnest(custom_roles) FROM membership WHERE tenant = ?
      UNION SELECT unnest(custom_roles) FROM service_account WHERE tenant = ?
      UNION SELECT unnest(custom_roles) FROM invitation WHERE tenant = ? AND expires_at > ?\
      """;

  private RoleRows() {}

  static List<CustomRole> all(Connection connection, OrganisationId id) throws SQLException {
    return all(connection, id.tenant());
  }

  static List<CustomRole> all(Connection connection, TenantId tenant) throws SQLException {
    return Sql.query(
            connection,
            ALL,
            row ->
                custom(
                    new RoleName(row.getString("name")), known(row, "permissions", Permission::of)),
            tenant.value())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<CustomRole> custom(RoleName name, Set<Permission> permissions) {
    return permissions.isEmpty()
        ? Optional.empty()
        : Optional.of(new CustomRole(name, permissions));
  }

  static void put(Connection connection, OrganisationId id, CustomRole role) throws SQLException {
    Sql.update(
        connection,
        PUT,
        id.tenant().value(),
        role.name().value(),
        role.permissions().stream().map(Permission::word).sorted().toArray(String[]::new));
  }

  static void drop(Connection connection, OrganisationId id, RoleName name) throws SQLException {
    Sql.update(connection, DROP, id.tenant().value(), name.value());
  }

  /// Custom roles that members, service accounts and open invitations have.
  static Set<RoleName> inUse(Connection connection, OrganisationId id, Instant at)
      throws SQLException {
    var tenant = id.tenant().value();
    return new HashSet<>(
        Sql.query(
            connection, IN_USE, row -> new RoleName(row.getString(1)), tenant, tenant, tenant, at));
  }

  /// From the columns `roles` and `custom_roles`; empty if this release knows none of them.
  static Optional<RoleSet> set(ResultSet row) throws SQLException {
    Set<ClientRole> builtIn = known(row, "roles", ClientRole::of);
    var custom =
        Sql.texts(row, "custom_roles").stream().map(RoleName::new).collect(Collectors.toSet());
    return builtIn.isEmpty() && custom.isEmpty()
        ? Optional.empty()
        : Optional.of(new RoleSet(builtIn, custom));
  }

  private static <T> Set<T> known(ResultSet row, String column, Function<String, Optional<T>> of)
      throws SQLException {
    return Sql.texts(row, column).stream()
        .map(of)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  static String[] builtIn(RoleSet roles) {
    return roles.builtIn().stream().map(ClientRole::word).sorted().toArray(String[]::new);
  }

  static String[] custom(RoleSet roles) {
    return roles.custom().stream().map(RoleName::value).sorted().toArray(String[]::new);
  }
}
