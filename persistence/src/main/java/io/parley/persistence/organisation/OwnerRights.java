package io.parley.persistence.organisation;

import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.access.RoleSet;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Permissions of owners of API keys, by their roles in the organisation: of one, or of all that
/// were read at once. In a transaction of the tenant.
public final class OwnerRights {
  /// A membership that began after the key was made is another one.
  private static final String MEMBER =
      """
      SELECT roles, custom_roles FROM membership WHERE tenant = ? AND person = ? AND since <= ?\
      """;

  private static final String ACCOUNT =
      "SELECT roles, custom_roles FROM service_account WHERE tenant = ? AND id = ?";

  private static final String MEMBERS =
      """
      SELECT person, since, roles, custom_roles FROM membership
      WHERE tenant = ? AND person IN (SELECT person FROM api_key WHERE tenant = ?)\
      """;

  private static final String ACCOUNTS =
      "SELECT id, roles, custom_roles FROM service_account WHERE tenant = ?";

  private final Map<PersonId, Member> members = new HashMap<>();
  private final Map<ServiceAccountId, Set<Permission>> accounts = new HashMap<>();

  private record Member(Instant since, Set<Permission> permissions) {}

  private OwnerRights() {}

  /// Reads those of all owners, by as many queries whatever the number of keys.
  public static OwnerRights all(Connection connection, TenantId tenant) throws SQLException {
    var custom = RoleRows.all(connection, tenant);
    var all = new OwnerRights();
    Sql.query(
        connection,
        MEMBERS,
        row ->
            all.members.put(
                new PersonId(row.getObject("person", UUID.class)),
                new Member(Sql.instant(row, "since"), permissions(RoleRows.set(row), custom))),
        tenant.value(),
        tenant.value());
    Sql.query(
        connection,
        ACCOUNTS,
        row ->
            all.accounts.put(
                new ServiceAccountId(row.getObject("id", UUID.class)),
                permissions(RoleRows.set(row), custom)),
        tenant.value());
    return all;
  }

  /// @param made when the key was made
  /// @return none if the person is no member any more
  public Set<Permission> ofMember(PersonId person, Instant made) {
    var member = members.get(person);
    return member == null || member.since().isAfter(made) ? Set.of() : member.permissions();
  }

  /// @return none if there is no such account any more
  public Set<Permission> ofAccount(ServiceAccountId id) {
    return accounts.getOrDefault(id, Set.of());
  }

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
    return permissions(roles, roles.isEmpty() ? List.of() : RoleRows.all(connection, tenant));
  }

  private static Set<Permission> permissions(Optional<RoleSet> roles, List<CustomRole> custom) {
    return roles.map(set -> set.permissions(custom)).orElse(Set.of());
  }
}
