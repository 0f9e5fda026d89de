package io.parley.persistence.number;

import io.parley.core.audit.Act;
import io.parley.core.audit.Change;
import io.parley.core.dial.PhoneNumber;
import io.parley.core.number.OrganisationNumber;
import io.parley.core.number.OrganisationNumbers;
import io.parley.core.tenant.OrganisationId;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Numbers in the table `organisation_number`, see `V59__organisation_numbers.sql`. Nodes read them
/// for all tenants, the API as the tenant, which does not see who else has a number. One at a time
/// changes those of a tenant; a trigger counts the change at the commit.
public final class JdbcOrganisationNumbers implements OrganisationNumbers {
  private static final ChangeCount CHANGES = new ChangeCount("organisation_number_change");

  private static final String ALL =
      "SELECT number, tenant, agent, language FROM organisation_number";

  private static final String OF_ONE = ALL + " WHERE tenant = ? ORDER BY number";
  private static final String ONE = ALL + " WHERE tenant = ? AND number = ?";

  private static final String EXISTS =
      "SELECT 1 FROM organisation WHERE tenant = ? AND state <> 'deleted'";

  /// Nothing where any tenant has it.
  private static final String ADD =
      """
      INSERT INTO organisation_number (number, tenant) VALUES (?, ?)
      ON CONFLICT (number) DO NOTHING\
      """;

  private static final String ANSWER =
      "UPDATE organisation_number SET agent = ?, language = ? WHERE tenant = ? AND number = ?";

  private static final String REMOVE =
      "DELETE FROM organisation_number WHERE tenant = ? AND number = ?";

  private final Database database;

  public JdbcOrganisationNumbers(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Long> change() {
    return database.acrossTenants(CHANGES::read);
  }

  @Override
  public CompletionStage<List<OrganisationNumber>> all() {
    return database.acrossTenants(
        connection -> Sql.query(connection, ALL, JdbcOrganisationNumbers::read));
  }

  private static OrganisationNumber read(ResultSet row) throws SQLException {
    return new OrganisationNumber(
        new PhoneNumber(row.getString("number")),
        new TenantId(row.getString("tenant")),
        Sql.text(row, "agent"),
        Sql.text(row, "language"));
  }

  @Override
  public CompletionStage<List<OrganisationNumber>> of(TenantId tenant) {
    return database.as(tenant, connection -> held(connection, tenant));
  }

  private static List<OrganisationNumber> held(Connection connection, TenantId tenant)
      throws SQLException {
    return Sql.query(connection, OF_ONE, JdbcOrganisationNumbers::read, tenant.value());
  }

  private static Optional<OrganisationNumber> find(
      Connection connection, TenantId tenant, PhoneNumber number) throws SQLException {
    return Sql.first(connection, ONE, JdbcOrganisationNumbers::read, tenant.value(), number.text());
  }

  @Override
  public CompletionStage<Assigned> assign(TenantId tenant, PhoneNumber number, Act act) {
    return database.as(
        tenant,
        connection -> {
          if (!exists(connection, tenant)) return Assigned.NO_ORGANISATION;
          AuditRows.lock(connection, tenant);
          var held = held(connection, tenant);
          if (held.stream().anyMatch(each -> each.number().equals(number))) return Assigned.DONE;
          if (held.size() >= MAX) return Assigned.FULL;
          if (Sql.update(connection, ADD, number.text(), tenant.value()) == 0)
            return Assigned.TAKEN;
          tell(connection, tenant, act, Change.made("number-assigned", target(number), Map.of()));
          return Assigned.DONE;
        });
  }

  /// The organisation of an installation that had none has no row.
  private static boolean exists(Connection connection, TenantId tenant) throws SQLException {
    return tenant.equals(OrganisationId.DEFAULT.tenant())
        || Sql.first(connection, EXISTS, row -> row.getInt(1), tenant.value()).isPresent();
  }

  @Override
  public CompletionStage<Boolean> release(TenantId tenant, PhoneNumber number, Act act) {
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var before = find(connection, tenant, number);
          if (before.isEmpty()) return false;
          Sql.update(connection, REMOVE, tenant.value(), number.text());
          var change = Change.gone("number-released", target(number), fields(before.get()));
          tell(connection, tenant, act, change);
          return true;
        });
  }

  @Override
  public CompletionStage<Boolean> answer(OrganisationNumber wanted, Act act) {
    var tenant = wanted.tenant();
    return database.as(
        tenant,
        connection -> {
          AuditRows.lock(connection, tenant);
          var before = find(connection, tenant, wanted.number());
          if (before.isEmpty()) return false;
          if (before.get().equals(wanted)) return true;
          Sql.update(
              connection,
              ANSWER,
              wanted.agent(),
              wanted.language(),
              tenant.value(),
              wanted.number().text());
          var change =
              Change.of(
                  "number-changed", target(wanted.number()), fields(before.get()), fields(wanted));
          tell(connection, tenant, act, change);
          return true;
        });
  }

  private static void tell(Connection connection, TenantId tenant, Act act, Change change)
      throws SQLException {
    AuditRows.add(connection, tenant, act, List.of(change));
  }

  /// In full: it is the company's own, and no person's.
  private static String target(PhoneNumber number) {
    return "number:" + number.text();
  }

  private static Map<String, String> fields(OrganisationNumber number) {
    var fields = new TreeMap<String, String>();
    number.agent().ifPresent(agent -> fields.put("agent", agent));
    number.language().ifPresent(language -> fields.put("language", language));
    return fields;
  }
}
