package io.parley.persistence.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parley.core.support.Order;
import io.parley.core.support.Orders;
import io.parley.core.support.Requester;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.Sql;
import io.parley.persistence.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The shop's orders, each of which belongs to one customer.
public final class JdbcOrders implements Orders {
  private static final ObjectReader ITEMS_READER =
      new JsonMapper().readerForListOf(Order.Item.class);
  private static final ObjectWriter ITEMS_WRITER = new JsonMapper().writer();

  private static final String FIND =
      """
      SELECT number, customer, status, placed_at, items, total_cents, currency, carrier, tracking,
        expected_at, delivered_at
      FROM customer_order WHERE tenant = ? AND number = ?\
      """;

  private static final String ADD =
      """
      INSERT INTO customer_order (tenant, number, customer, status, placed_at, items, total_cents,
        currency, carrier, tracking, expected_at, delivered_at)
      VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)\
      """;

  private record Owned(String customer, Order order) {}

  private final Database database;

  public JdbcOrders(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Optional<Order>> find(Requester requester, String number) {
    return database.as(
        requester.session().tenant(),
        connection ->
            Sql.first(
                    connection,
                    FIND,
                    JdbcOrders::read,
                    requester.session().tenant().value(),
                    Text.storable(number))
                .flatMap(owned -> shown(owned, requester)));
  }

  private static Optional<Order> shown(Owned owned, Requester requester) {
    if (requester.customer().isEmpty()) return Optional.of(owned.order().redacted());
    return requester.customer().filter(owned.customer()::equals).map(_ -> owned.order());
  }

  /// Adds orders of their customers (by the customer's id), within the caller's transaction.
  public static void add(Connection connection, TenantId tenant, Map<String, List<Order>> orders)
      throws SQLException {
    Sql.batch(
        connection,
        ADD,
        orders.entrySet().stream()
            .flatMap(of -> of.getValue().stream().map(order -> values(tenant, of.getKey(), order)))
            .toList());
  }

  private static Object[] values(TenantId tenant, String customer, Order order) {
    return new Object[] {
      tenant.value(),
      order.number(),
      customer,
      order.status().name().toLowerCase(Locale.ROOT),
      order.placedAt(),
      json(order.items()),
      order.totalCents(),
      order.currency(),
      order.carrier(),
      order.tracking(),
      order.expectedAt(),
      order.deliveredAt()
    };
  }

  private static Owned read(ResultSet row) throws SQLException {
    return new Owned(
        row.getString("customer"),
        new Order(
            row.getString("number"),
            Order.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            Sql.instant(row, "placed_at"),
            items(row.getString("items")),
            Optional.ofNullable(row.getObject("total_cents", Long.class)),
            row.getString("currency"),
            Sql.text(row, "carrier"),
            Sql.text(row, "tracking"),
            Optional.ofNullable(row.getObject("expected_at", LocalDate.class)),
            Optional.ofNullable(row.getObject("delivered_at", LocalDate.class))));
  }

  private static List<Order.Item> items(String json) {
    try {
      return ITEMS_READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "customer_order.items: not a list of {sku, title, quantity, cents}", e);
    }
  }

  private static String json(List<Order.Item> items) {
    try {
      return ITEMS_WRITER.writeValueAsString(items);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an order's items cannot be written", e);
    }
  }
}
