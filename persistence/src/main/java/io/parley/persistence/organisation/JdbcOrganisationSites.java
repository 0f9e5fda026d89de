package io.parley.persistence.organisation;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.OrganisationSites;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.WebOrigin;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.audit.AuditRows;
import io.parley.persistence.database.ChangeCount;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Sites in a table; triggers count changes of slugs, domains and states at the commit, see
/// `V51__organisation_sites.sql` and `V67__counted_at_the_commit.sql`. Nodes read them for all
/// tenants, the API as the tenant.
public final class JdbcOrganisationSites implements OrganisationSites {
  private static final ChangeCount CHANGES = new ChangeCount("organisation_site_change");

  /// A tenant without an organisation is the installation's own, where accounts are off.
  private static final String SINCE =
      """
      SELECT s.tenant, s.origins, o.state IS NULL OR o.state = 'active' AS served,
        ARRAY(SELECT n.slug FROM organisation_slug n
          WHERE n.tenant = s.tenant AND n.released_at IS NULL ORDER BY n.slug) AS slugs,
        ARRAY(SELECT d.domain FROM organisation_domain d
          WHERE d.tenant = s.tenant AND d.verified_at IS NOT NULL ORDER BY d.domain) AS domains
      FROM organisation_site s LEFT JOIN organisation o ON o.tenant = s.tenant
      WHERE s.change > ?\
      """;

  private static final String ORIGINS = "SELECT origins FROM organisation_site WHERE tenant = ?";

  private static final String PUT =
      """
      INSERT INTO organisation_site (tenant, origins, change) VALUES (?, ?, ?)
      ON CONFLICT (tenant) DO UPDATE SET origins = excluded.origins, change = excluded.change\
      """;

  private final Database database;

  public JdbcOrganisationSites(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Long> change() {
    return database.acrossTenants(CHANGES::read);
  }

  /// The number first: a change in between is read once more.
  @Override
  public CompletionStage<Changed> since(long change) {
    return database.acrossTenants(
        connection -> {
          long number = CHANGES.read(connection);
          return new Changed(
              number, Sql.query(connection, SINCE, JdbcOrganisationSites::read, change));
        });
  }

  private static OrganisationSite read(ResultSet row) throws SQLException {
    return new OrganisationSite(
        new TenantId(row.getString("tenant")),
        row.getBoolean("served"),
        Sql.texts(row, "slugs").stream().map(Slug::new).toList(),
        Sql.texts(row, "domains").stream().map(CustomDomain::new).toList(),
        readOrigins(row));
  }

  private static List<WebOrigin> readOrigins(ResultSet row) throws SQLException {
    return Sql.texts(row, "origins").stream().map(WebOrigin::new).toList();
  }

  @Override
  public CompletionStage<List<WebOrigin>> origins(TenantId tenant) {
    return database.as(tenant, connection -> stored(connection, tenant));
  }

  private static List<WebOrigin> stored(Connection connection, TenantId tenant)
      throws SQLException {
    return Sql.first(connection, ORIGINS, JdbcOrganisationSites::readOrigins, tenant.value())
        .orElse(List.of());
  }

  /// The number of changes comes last, as in commands on an organisation, whose triggers count at
  /// the commit: its row is locked for all organisations.
  @Override
  public CompletionStage<Void> allow(TenantId tenant, List<WebOrigin> origins, Act act) {
    return database
        .as(
            tenant,
            connection -> {
              AuditRows.lock(connection, tenant);
              var before = stored(connection, tenant);
              if (before.equals(origins)) return false;
              var change =
                  Change.of("origins-changed", "organisation", fields(before), fields(origins));
              AuditRows.add(connection, tenant, act, List.of(change));
              var values = origins.stream().map(WebOrigin::value).toArray(String[]::new);
              long number = CHANGES.up(connection);
              Sql.update(connection, PUT, tenant.value(), values, number);
              return true;
            })
        .thenAccept(_ -> {});
  }

  private static Map<String, String> fields(List<WebOrigin> origins) {
    return Map.of("origins", String.join(" ", origins.stream().map(WebOrigin::value).toList()));
  }
}
