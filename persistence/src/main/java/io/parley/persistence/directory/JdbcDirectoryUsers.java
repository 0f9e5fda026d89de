package io.parley.persistence.directory;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.identity.DirectoryUsers;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// Users of directories in a table. Changes are committed with their audit entries, which hold no
/// names.
public final class JdbcDirectoryUsers implements DirectoryUsers {
  private static final String COLUMNS =
      """
      SELECT person, address, external_id, given_name, family_name, display_name, roles,
        since, changed_at
      FROM directory_user WHERE tenant = ?\
      """;

  /// One at a time changes users of a tenant, so that the limit is exact, and no two get the same
  /// external id.
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('directory_user ' || ?, 0))::text";

  private static final String COUNT = "SELECT count(*) FROM directory_user WHERE tenant = ?";

  private static final String PUT =
      """
      INSERT INTO directory_user (tenant, person, address, external_id, given_name, family_name,
        display_name, roles, since, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, person) DO UPDATE SET address = excluded.address,
        external_id = excluded.external_id, given_name = excluded.given_name,
        family_name = excluded.family_name, display_name = excluded.display_name,
        roles = excluded.roles, changed_at = excluded.changed_at\
      """;

  private static final String REMOVE = "DELETE FROM directory_user WHERE tenant = ? AND person = ?";

  private final Database database;

  public JdbcDirectoryUsers(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Optional<User>> find(OrganisationId organisation, PersonId person) {
    return database.as(
        organisation.tenant(), connection -> byPerson(connection, organisation, person));
  }

  private static Optional<User> byPerson(
      Connection connection, OrganisationId organisation, PersonId person) throws SQLException {
    return Sql.first(
        connection,
        COLUMNS + " AND person = ?",
        JdbcDirectoryUsers::user,
        organisation.tenant().value(),
        person.value());
  }

  @Override
  public CompletionStage<Optional<User>> find(OrganisationId organisation, String externalId) {
    return database.as(
        organisation.tenant(), connection -> byExternalId(connection, organisation, externalId));
  }

  private static Optional<User> byExternalId(
      Connection connection, OrganisationId organisation, String externalId) throws SQLException {
    return Sql.first(
        connection,
        COLUMNS + " AND external_id = ?",
        JdbcDirectoryUsers::user,
        organisation.tenant().value(),
        Text.storable(externalId));
  }

  @Override
  public CompletionStage<List<User>> list(OrganisationId organisation) {
    return database.as(
        organisation.tenant(),
        connection ->
            Sql.query(
                connection,
                COLUMNS + " ORDER BY person",
                JdbcDirectoryUsers::user,
                organisation.tenant().value()));
  }

  @Override
  public CompletionStage<Stored> put(OrganisationId organisation, User user, Act act) {
    return database.as(
        organisation.tenant(), connection -> put(connection, organisation, user, act));
  }

  private static Stored put(Connection connection, OrganisationId organisation, User user, Act act)
      throws SQLException {
    var tenant = organisation.tenant().value();
    Sql.query(connection, LOCK, row -> row.getString(1), tenant);
    if (user.externalId().isPresent()) {
      var holder = byExternalId(connection, organisation, user.externalId().get());
      if (holder.filter(other -> !other.person().equals(user.person())).isPresent())
        return Stored.TAKEN;
    }
    var before = byPerson(connection, organisation, user.person());
    if (before.filter(known -> isSame(known, user)).isPresent()) return Stored.DONE;
    if (before.isEmpty() && count(connection, tenant) >= COUNT_MAX) return Stored.TOO_MANY;
    Sql.update(
        connection,
        PUT,
        tenant,
        user.person().value(),
        user.address().text(),
        user.externalId().map(Text::storable),
        user.names().given().map(Text::storable),
        user.names().family().map(Text::storable),
        user.names().display().map(Text::storable),
        user.roles().map(RoleSet::text),
        user.since(),
        user.changedAt());
    var change =
        Change.made(
            before.isEmpty() ? "directory-user-added" : "directory-user-changed",
            target(user.person()),
            user.roles().map(roles -> Map.of("roles", roles.text())).orElseGet(Map::of));
    AuditRows.add(connection, organisation.tenant(), act, List.of(change));
    return Stored.DONE;
  }

  /// Without regard to the times.
  private static boolean isSame(User known, User user) {
    return known.address().equals(user.address())
        && known.externalId().equals(user.externalId().map(Text::storable))
        && known.names().equals(user.names())
        && known.roles().equals(user.roles());
  }

  private static long count(Connection connection, String tenant) throws SQLException {
    return Sql.first(connection, COUNT, row -> row.getLong(1), tenant).orElseThrow();
  }

  @Override
  public CompletionStage<Boolean> remove(OrganisationId organisation, PersonId person, Act act) {
    return database.as(
        organisation.tenant(),
        connection -> {
          var tenant = organisation.tenant();
          if (Sql.update(connection, REMOVE, tenant.value(), person.value()) == 0) return false;
          var change = Change.gone("directory-user-removed", target(person), Map.of());
          AuditRows.add(connection, tenant, act, List.of(change));
          return true;
        });
  }

  private static String target(PersonId person) {
    return "person:" + person;
  }

  /// As [RoleSet#text] writes them; a custom role has no name of a built-in one.
  private static RoleSet roles(String text) {
    var builtIn = EnumSet.noneOf(ClientRole.class);
    var custom = new HashSet<RoleName>();
    for (var name : text.split(",", -1))
      ClientRole.of(name).ifPresentOrElse(builtIn::add, () -> custom.add(new RoleName(name)));
    return new RoleSet(builtIn, custom);
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        new PersonId(row.getObject("person", UUID.class)),
        new EmailAddress(row.getString("address")),
        Sql.text(row, "external_id"),
        new Names(
            Sql.text(row, "given_name"),
            Sql.text(row, "family_name"),
            Sql.text(row, "display_name")),
        Sql.text(row, "roles").map(JdbcDirectoryUsers::roles),
        Sql.instant(row, "since"),
        Sql.instant(row, "changed_at"));
  }
}
