package io.parley.persistence.organisation;

import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.DomainChallenge;
import io.parley.core.organisation.DomainHold;
import io.parley.core.organisation.NameEvent;
import io.parley.core.organisation.Names;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.SlugHold;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Reads and writes slugs and domains. A name that another organisation has violates a unique
/// index: other organisations' rows are not visible.
final class NameRows {
  private static final String SLUGS =
      """
      SELECT slug, since, released_at FROM organisation_slug WHERE tenant = ? ORDER BY slug\
      """;

  private static final String DOMAINS =
      """
      SELECT domain, challenge, verified_at FROM organisation_domain WHERE tenant = ?
      ORDER BY domain\
      """;

  private static final String TAKE_NEW =
      "INSERT INTO organisation_slug (slug, tenant, since) VALUES (?, ?, ?)";

  private static final String TAKE_AGAIN =
      """
      UPDATE organisation_slug SET since = ?, released_at = NULL WHERE tenant = ? AND slug = ?\
      """;

  private static final String RELEASE =
      "UPDATE organisation_slug SET released_at = ? WHERE tenant = ? AND slug = ?";

  private static final String RELEASE_ALL =
      "UPDATE organisation_slug SET released_at = ? WHERE tenant = ? AND released_at IS NULL";

  private static final String FORGET = "DELETE FROM organisation_slug WHERE tenant = ?";

  private static final String OVERDUE =
      "DELETE FROM organisation_slug WHERE slug = ? AND released_at <= ?";

  private static final String CLAIM =
      "INSERT INTO organisation_domain (tenant, domain, challenge) VALUES (?, ?, ?)";

  private static final String VERIFY =
      "UPDATE organisation_domain SET verified_at = ? WHERE tenant = ? AND domain = ?";

  private static final String REMOVE =
      "DELETE FROM organisation_domain WHERE tenant = ? AND domain = ?";

  private static final String OF_SLUG =
      "SELECT tenant FROM organisation_slug WHERE slug = ? AND released_at IS NULL";

  private static final String OF_DOMAIN =
      "SELECT tenant FROM organisation_domain WHERE domain = ? AND verified_at IS NOT NULL";

  private NameRows() {}

  static Names names(Connection connection, OrganisationId id) throws SQLException {
    var tenant = id.tenant().value();
    return new Names(
        Sql.query(
            connection,
            SLUGS,
            row ->
                new SlugHold(
                    new Slug(row.getString("slug")),
                    Sql.instant(row, "since"),
                    Sql.instantIfAny(row, "released_at")),
            tenant),
        Sql.query(
            connection,
            DOMAINS,
            row ->
                new DomainHold(
                    new DomainChallenge(
                        new CustomDomain(row.getString("domain")), row.getString("challenge")),
                    Sql.instantIfAny(row, "verified_at")),
            tenant));
  }

  static void write(Connection connection, OrganisationId id, NameEvent event, Instant at)
      throws SQLException {
    var tenant = id.tenant().value();
    switch (event) {
      case NameEvent.SlugTaken(var slug) -> {
        if (Sql.update(connection, TAKE_AGAIN, at, tenant, slug.value()) == 0)
          takeNew(connection, id, slug, at);
      }
      case NameEvent.SlugReleased(var slug) ->
          Sql.update(connection, RELEASE, at, tenant, slug.value());
      case NameEvent.DomainClaimed(var challenge) ->
          Sql.update(connection, CLAIM, tenant, challenge.domain().value(), challenge.value());
      case NameEvent.DomainVerified(var domain) ->
          Sql.update(connection, VERIFY, at, tenant, domain.value());
      case NameEvent.DomainRemoved(var domain, _) ->
          Sql.update(connection, REMOVE, tenant, domain.value());
    }
  }

  static void takeNew(Connection connection, OrganisationId id, Slug slug, Instant at)
      throws SQLException {
    Sql.update(connection, TAKE_NEW, slug.value(), id.tenant().value(), at);
  }

  static void releaseSlugs(Connection connection, OrganisationId id, Instant at)
      throws SQLException {
    Sql.update(connection, RELEASE_ALL, at, id.tenant().value());
  }

  static void forgetSlugs(Connection connection, OrganisationId id) throws SQLException {
    Sql.update(connection, FORGET, id.tenant().value());
  }

  /// Removes a slug that was given up long enough ago, by any organisation. In a transaction across
  /// tenants.
  static void removeOverdue(Connection connection, Slug slug, Instant at) throws SQLException {
    Sql.update(connection, OVERDUE, slug.value(), at.minus(Slug.HELD));
  }

  /// In a transaction across tenants.
  static Optional<OrganisationId> find(Connection connection, Slug slug) throws SQLException {
    return tenant(connection, OF_SLUG, slug.value());
  }

  /// In a transaction across tenants.
  static Optional<OrganisationId> find(Connection connection, CustomDomain domain)
      throws SQLException {
    return tenant(connection, OF_DOMAIN, domain.value());
  }

  private static Optional<OrganisationId> tenant(Connection connection, String sql, String name)
      throws SQLException {
    return Sql.first(connection, sql, row -> new TenantId(row.getString(1)), name)
        .flatMap(OrganisationId::of);
  }
}
