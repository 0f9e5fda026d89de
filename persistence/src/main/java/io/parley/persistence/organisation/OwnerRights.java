package io.parley.persistence.organisation;

import io.parley.core.access.CustomRole;
import io.parley.core.access.Permission;
import io.parley.core.identity.KeyOwner;
import io.parley.core.identity.ServiceAccountId;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Permissions of owners of API keys, by their roles in the organisation. Read in a transaction of
/// the tenant.
public final class OwnerRights {
  private static final String MEMBERS =
      "SELECT person, since, roles, custom_roles FROM membership WHERE tenant = ? AND person ";

  private static final String MEMBER = MEMBERS + "= ?";
  private static final String MEMBERS_WITH_KEYS =
      MEMBERS + "IN (SELECT person FROM api_key WHERE tenant = ?)";

  private static final String ACCOUNTS =
      "SELECT id, roles, custom_roles FROM service_account WHERE tenant = ?";

  private static final String ACCOUNT = ACCOUNTS + " AND id = ?";

  private final List<CustomRole> custom;
  private final Map<PersonId, Member> members = new HashMap<>();
  private final Map<ServiceAccountId, Set<Permission>> accounts = new HashMap<>();

  private record Member(Instant since, Set<Permission> permissions) {}

  private OwnerRights(List<CustomRole> custom) {
    this.custom = custom;
  }

  /// Reads those of all owners, by as many queries whatever the number of keys.
  public static OwnerRights all(Connection connection, TenantId tenant) throws SQLException {
    var all = new OwnerRights(RoleRows.all(connection, tenant));
    Sql.query(connection, MEMBERS_WITH_KEYS, all::member, tenant.value(), tenant.value());
    Sql.query(connection, ACCOUNTS, all::account, tenant.value());
    return all;
  }

  /// Reads those of one owner.
  public static OwnerRights of(Connection connection, TenantId tenant, KeyOwner owner)
      throws SQLException {
    boolean hasRoles = !(owner instanceof KeyOwner.Installation);
    var one = new OwnerRights(hasRoles ? RoleRows.all(connection, tenant) : List.of());
    switch (owner) {
      case KeyOwner.Installation _ -> {
        // has no roles
      }
      case KeyOwner.Member(var person) ->
          Sql.query(connection, MEMBER, one::member, tenant.value(), person.value());
      case KeyOwner.Account(var id) ->
          Sql.query(connection, ACCOUNT, one::account, tenant.value(), id.value());
    }
    return one;
  }

  private Member member(ResultSet row) throws SQLException {
    var member = new Member(Sql.instant(row, "since"), permissions(row));
    members.put(new PersonId(row.getObject("person", UUID.class)), member);
    return member;
  }

  private Set<Permission> account(ResultSet row) throws SQLException {
    var permissions = permissions(row);
    accounts.put(new ServiceAccountId(row.getObject("id", UUID.class)), permissions);
    return permissions;
  }

  private Set<Permission> permissions(ResultSet row) throws SQLException {
    return RoleRows.set(row).map(set -> set.permissions(custom)).orElse(Set.of());
  }

  /// A membership that began after the key was made is another one.
  ///
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
}
