package io.parley.persistence.organisation;

import io.parley.core.organisation.OpenLink;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Reads links. One comes without a tenant: its token leads to the organisation, and only then it
/// is read, as the organisation's work.
final class LinkRows {
  private static final String TENANT_OF =
      """
      SELECT tenant FROM organisation_claim WHERE token = ?
      UNION ALL SELECT tenant FROM invitation WHERE token = ?\
      """;

  private static final String CLAIM =
      """
      SELECT o.name, c.address, o.due_at AS expires_at
      FROM organisation_claim c JOIN organisation o ON o.tenant = c.tenant
      WHERE c.tenant = ? AND c.token = ? AND o.state IN ('unverified', 'unclaimed')
        AND o.due_at > ?\
      """;

  private static final String INVITATION =
      """
      SELECT o.name, i.address, i.expires_at
      FROM invitation i JOIN organisation o ON o.tenant = i.tenant
      WHERE i.tenant = ? AND i.token = ? AND i.expires_at > ?\
      """;

  private LinkRows() {}

  /// In a transaction across tenants.
  static Optional<OrganisationId> organisation(Connection connection, TokenHash token)
      throws SQLException {
    return Sql.first(
            connection,
            TENANT_OF,
            row -> new TenantId(row.getString("tenant")),
            token.hex(),
            token.hex())
        .flatMap(OrganisationId::of);
  }

  static Optional<OpenLink> find(
      Connection connection, OrganisationId id, TokenHash token, Instant at) throws SQLException {
    var claim = find(connection, CLAIM, OpenLink.Kind.CLAIM, id, token, at);
    return claim.isPresent()
        ? claim
        : find(connection, INVITATION, OpenLink.Kind.INVITATION, id, token, at);
  }

  private static Optional<OpenLink> find(
      Connection connection,
      String sql,
      OpenLink.Kind kind,
      OrganisationId id,
      TokenHash token,
      Instant at)
      throws SQLException {
    return Sql.first(
        connection,
        sql,
        row ->
            new OpenLink(
                kind,
                id,
                row.getString("name"),
                Sql.text(row, "address").map(EmailAddress::new),
                Sql.instant(row, "expires_at")),
        id.tenant().value(),
        token.hex(),
        at);
  }
}
