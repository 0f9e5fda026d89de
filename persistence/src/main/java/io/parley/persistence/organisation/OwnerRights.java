package io.parley.persistence.organisation;

import io.parley.core.access.Permission;
import io.parley.core.access.RoleSet;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Permissions of owners of API keys, by their roles in the organisation. In a transaction of the
/// tenant.
public final class OwnerRights {
  /// A membership that began after the key was made is another one.
  private static final String MEMBER =
      """
      SELECT roles, custom_roles FROM membership WHERE tenant = ? AND person = ? AND since <= ?\
      """;

  private static final String ACCOUNT =
      "SELECT roles, custom_roles FROM service_account WHERE tenant = ? AND id = ?";

  private OwnerRights() {}

  /// @param made when the key was made
  /// @return none if the person is no member any more
  public static Set<Permission> ofMember(
      Connection connection, TenantId tenant, PersonId person, Instant made) throws SQLException {
    var roles = Sql.first(connection, MEMBER, RoleRows::set, tenant.value(), person.value(), made);
    return permissions(connection, tenant, roles.flatMap(found -> found));
  }

  /// @return none if there is no such account any more
  public static Set<Permission> ofAccount(
      Connection connection, TenantId tenant, ServiceAccountId id) throws SQLException {
    var roles = Sql.first(connection, ACCOUNT, RoleRows::set, tenant.value(), id.value());
    return permissions(connection, tenant, roles.flatMap(found -> found));
  }

  private static Set<Permission> permissions(
      Connection connection, TenantId tenant, Optional<RoleSet> roles) throws SQLException {
    return roles.isEmpty() ? Set.of() : roles.get().permissions(RoleRows.all(connection, tenant));
  }
}
