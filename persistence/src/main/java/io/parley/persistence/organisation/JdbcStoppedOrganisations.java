package io.parley.persistence.organisation;

import io.parley.core.organisation.StoppedOrganisations;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Organisations that are not served, by their state; a trigger counts the changes, see
/// `V50__stopped_organisations.sql`.
public final class JdbcStoppedOrganisations implements StoppedOrganisations {
  private static final String VERSION = "SELECT number FROM organisation_stop";

  private static final String ALL =
      "SELECT tenant FROM organisation WHERE state IN ('suspended', 'deleting', 'deleted')";

  private final Database database;

  public JdbcStoppedOrganisations(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Long> version() {
    return database.acrossTenants(
        connection -> Sql.query(connection, VERSION, row -> row.getLong(1)).getFirst());
  }

  @Override
  public CompletionStage<Set<TenantId>> all() {
    return database.acrossTenants(
        connection ->
            Set.copyOf(Sql.query(connection, ALL, row -> new TenantId(row.getString("tenant")))));
  }
}
