package io.parley.persistence.organisation;

import io.parley.core.access.ClientRole;
import io.parley.core.access.Membership;
import io.parley.core.access.RoleSet;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.InvitationId;
import io.parley.core.organisation.OrganisationDirectory.Member;
import io.parley.core.organisation.PeopleEvent;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Reads and writes members and invitations.
final class PeopleRows {
  private static final String MEMBER =
      """
      SELECT person, roles, custom_roles, since FROM membership WHERE tenant = ? AND person = ?\
      """;

  private static final String MEMBERS =
      """
      SELECT person, roles, custom_roles, since FROM membership
      WHERE tenant = ? AND (?::uuid IS NULL OR person > ?) ORDER BY person LIMIT ?\
      """;

  private static final String PEOPLE =
      """
      SELECT m.person, m.roles, m.custom_roles, m.since, p.name, p.address, p.language
      FROM membership m JOIN person p ON p.id = m.person
      WHERE m.tenant = ? AND (?::uuid IS NULL OR m.person > ?) ORDER BY m.person LIMIT ?\
      """;

  private static final String COUNTS =
      """
      SELECT count(*) AS members, count(*) FILTER (WHERE 'owner' = ANY (roles)) AS owners,
        (SELECT count(*) FROM invitation i WHERE i.tenant = ? AND i.expires_at > ?) AS invitations
      FROM membership m WHERE m.tenant = ?\
      """;

  /// 0 is no limit.
  private static final String SEATS =
      "SELECT amount FROM organisation_quota WHERE tenant = ? AND kind = 'seats' AND amount > 0";

  private static final String JOIN =
      """
      INSERT INTO membership (tenant, person, roles, custom_roles, since) VALUES (?, ?, ?, ?, ?)\
      """;

  private static final String CHANGE =
      "UPDATE membership SET roles = ?, custom_roles = ? WHERE tenant = ? AND person = ?";

  private static final String REMOVE = "DELETE FROM membership WHERE tenant = ? AND person = ?";

  private static final String INVITATIONS =
      """
      SELECT id, token, address, roles, custom_roles, by, expires_at FROM invitation
      WHERE tenant = ?\
      """;

  private static final String INVITE =
      """
      INSERT INTO invitation (tenant, id, token, address, roles, custom_roles, by, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String FORGET =
      "DELETE FROM invitation WHERE tenant = ? AND expires_at <= ?";

  private static final String REVOKE = "DELETE FROM invitation WHERE tenant = ? AND id = ?";

  /// Mail to the person's address has arrived: the link was in it.
  private static final String VERIFY = "UPDATE person SET verified = true WHERE id = ?";

  record Counts(int members, int owners, int invitations) {}

  private PeopleRows() {}

  static Optional<Membership> member(Connection connection, OrganisationId id, PersonId person)
      throws SQLException {
    return Sql.first(
            connection, MEMBER, PeopleRows::membership, id.tenant().value(), person.value())
        .flatMap(found -> found);
  }

  static List<Membership> members(
      Connection connection, OrganisationId id, Optional<PersonId> after, int limit)
      throws SQLException {
    var from = after.map(PersonId::value);
    return Sql.query(
            connection, MEMBERS, PeopleRows::membership, id.tenant().value(), from, from, limit)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  static List<Member> people(
      Connection connection, OrganisationId id, Optional<PersonId> after, int limit)
      throws SQLException {
    var from = after.map(PersonId::value);
    return Sql.query(
            connection,
            PEOPLE,
            row -> {
              var name = row.getString("name");
              var address = new EmailAddress(row.getString("address"));
              var language = Sql.text(row, "language");
              return membership(row).map(found -> new Member(found, name, address, language));
            },
            id.tenant().value(),
            from,
            from,
            limit)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Membership> membership(ResultSet row) throws SQLException {
    var person = new PersonId(row.getObject("person", UUID.class));
    var since = Sql.instant(row, "since");
    return RoleRows.set(row).map(roles -> new Membership(person, roles, since));
  }

  static Counts counts(Connection connection, OrganisationId id, Instant at) throws SQLException {
    var tenant = id.tenant().value();
    return Sql.first(
            connection,
            COUNTS,
            row ->
                new Counts(row.getInt("members"), row.getInt("owners"), row.getInt("invitations")),
            tenant,
            at,
            tenant)
        .orElseThrow();
  }

  /// The quota of members and open invitations.
  static OptionalLong seats(Connection connection, OrganisationId id) throws SQLException {
    return Sql.query(connection, SEATS, row -> row.getLong("amount"), id.tenant().value()).stream()
        .mapToLong(amount -> amount)
        .findFirst();
  }

  static List<Invitation> invitations(Connection connection, OrganisationId id)
      throws SQLException {
    return known(
        Sql.query(
            connection,
            INVITATIONS + " ORDER BY expires_at, id",
            PeopleRows::invitation,
            id.tenant().value()));
  }

  static Optional<Invitation> invitation(
      Connection connection, OrganisationId id, InvitationId invitation) throws SQLException {
    return known(
            Sql.query(
                connection,
                INVITATIONS + " AND id = ?",
                PeopleRows::invitation,
                id.tenant().value(),
                invitation.value()))
        .stream()
        .findFirst();
  }

  static Optional<Invitation> invitation(Connection connection, OrganisationId id, TokenHash token)
      throws SQLException {
    return known(
            Sql.query(
                connection,
                INVITATIONS + " AND token = ?",
                PeopleRows::invitation,
                id.tenant().value(),
                token.hex()))
        .stream()
        .findFirst();
  }

  private static List<Invitation> known(List<Optional<Invitation>> rows) {
    return rows.stream().flatMap(Optional::stream).toList();
  }

  private static Optional<Invitation> invitation(ResultSet row) throws SQLException {
    var id = new InvitationId(row.getObject("id", UUID.class));
    var token = new TokenHash(row.getString("token"));
    var address = new EmailAddress(row.getString("address"));
    var by = Optional.ofNullable(row.getObject("by", UUID.class)).map(PersonId::new);
    var expiresAt = Sql.instant(row, "expires_at");
    return RoleRows.set(row).map(roles -> new Invitation(id, token, address, roles, by, expiresAt));
  }

  static void write(Connection connection, OrganisationId id, PeopleEvent event, Instant at)
      throws SQLException {
    var tenant = id.tenant().value();
    switch (event) {
      case PeopleEvent.OwnerJoined(var person, boolean isAddressProved) -> {
        join(connection, id, person, RoleSet.of(ClientRole.OWNER), at);
        if (isAddressProved) Sql.update(connection, VERIFY, person.value());
      }
      case PeopleEvent.Invited(var invitation) -> {
        Sql.update(connection, FORGET, tenant, at.minus(Invitation.KEPT));
        invite(connection, tenant, invitation);
      }
      case PeopleEvent.InvitationRevoked(var revoked) ->
          Sql.update(connection, REVOKE, tenant, revoked.value());
      case PeopleEvent.Joined(var invitation, var person, var roles) -> {
        Sql.update(connection, REVOKE, tenant, invitation.value());
        join(connection, id, person, roles, at);
        Sql.update(connection, VERIFY, person.value());
      }
      case PeopleEvent.Admitted(var person, var roles, _) -> {
        join(connection, id, person, roles, at);
        Sql.update(connection, VERIFY, person.value());
      }
      case PeopleEvent.RolesChanged(var person, _, var roles) ->
          change(connection, id, person, roles);
      case PeopleEvent.LeftOut _ -> {
        // for the audit trail alone
      }
      case PeopleEvent.MemberRemoved(var person, _) ->
          Sql.update(connection, REMOVE, tenant, person.value());
      case PeopleEvent.MemberLeft(var person, _) ->
          Sql.update(connection, REMOVE, tenant, person.value());
      case PeopleEvent.RolePut(_, var role) -> RoleRows.put(connection, id, role);
      case PeopleEvent.RoleDropped(var role) -> RoleRows.drop(connection, id, role.name());
    }
  }

  private static void join(
      Connection connection, OrganisationId id, PersonId person, RoleSet roles, Instant at)
      throws SQLException {
    Sql.update(
        connection,
        JOIN,
        id.tenant().value(),
        person.value(),
        RoleRows.builtIn(roles),
        RoleRows.custom(roles),
        at);
  }

  static void change(Connection connection, OrganisationId id, PersonId person, RoleSet roles)
      throws SQLException {
    Sql.update(
        connection,
        CHANGE,
        RoleRows.builtIn(roles),
        RoleRows.custom(roles),
        id.tenant().value(),
        person.value());
  }

  private static void invite(Connection connection, String tenant, Invitation invitation)
      throws SQLException {
    Sql.update(
        connection,
        INVITE,
        tenant,
        invitation.id().value(),
        invitation.token().hex(),
        invitation.address().text(),
        RoleRows.builtIn(invitation.roles()),
        RoleRows.custom(invitation.roles()),
        invitation.by().map(PersonId::value),
        invitation.expiresAt());
  }
}
