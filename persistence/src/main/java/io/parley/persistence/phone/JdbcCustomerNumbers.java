package io.parley.persistence.phone;

import io.parley.core.phone.CustomerNumbers;
import io.parley.core.session.Customer;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Customers' numbers in a table, a row for each customer.
public final class JdbcCustomerNumbers implements CustomerNumbers {
  private static final String KEEP =
      """
      INSERT INTO customer_number (tenant, customer, number, name, said_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, customer) DO UPDATE
      SET number = excluded.number, name = excluded.name, said_at = excluded.said_at\
      """;

  private static final String FORGET =
      "DELETE FROM customer_number WHERE tenant = ? AND customer = ?";

  private static final String OF =
      """
      SELECT customer, name FROM customer_number
      WHERE tenant = ? AND number = ? AND said_at >= ? LIMIT 2\
      """;

  private static final String SWEEP =
      """
      DELETE FROM customer_number WHERE (tenant, customer) IN (
        SELECT tenant, customer FROM customer_number WHERE said_at < ? ORDER BY said_at LIMIT ?
        FOR UPDATE SKIP LOCKED)\
      """;

  private final Database database;

  public JdbcCustomerNumbers(Database database) {
    this.database = database;
  }

  /// An id that was repaired might be another customer's.
  @Override
  public CompletionStage<Void> keep(TenantId tenant, String number, Customer customer, Instant at) {
    if (!Text.storable(customer.id()).equals(customer.id()))
      return CompletableFuture.completedStage(null);
    return database.as(
        tenant,
        connection -> {
          Sql.update(
              connection,
              KEEP,
              tenant.value(),
              customer.id(),
              number,
              customer.name().map(Text::storable),
              at);
          return null;
        });
  }

  /// An id that no row can have is not repaired, either.
  @Override
  public CompletionStage<Void> forget(TenantId tenant, String customer) {
    if (!Text.storable(customer).equals(customer)) return CompletableFuture.completedStage(null);
    return database.as(
        tenant,
        connection -> {
          Sql.update(connection, FORGET, tenant.value(), customer);
          return null;
        });
  }

  @Override
  public CompletionStage<List<Customer>> of(TenantId tenant, String number, Instant since) {
    return database.as(
        tenant,
        connection ->
            Sql.query(
                connection, OF, JdbcCustomerNumbers::customer, tenant.value(), number, since));
  }

  private static Customer customer(ResultSet row) throws SQLException {
    return new Customer(row.getString("customer"), Sql.text(row, "name"), true);
  }

  @Override
  public CompletionStage<Integer> sweep(Instant before, int max) {
    return database.acrossTenants(connection -> Sql.update(connection, SWEEP, before, max));
  }
}
