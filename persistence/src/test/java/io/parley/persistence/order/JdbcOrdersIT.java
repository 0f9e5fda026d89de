package io.parley.persistence.order;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.support.Order;
import io.parley.core.support.Order.Item;
import io.parley.core.support.Requester;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcOrdersIT {
  private static final Order SHIPPED =
      new Order(
          "1042",
          Order.Status.SHIPPED,
          Instant.parse("2026-01-01T12:00:00Z"),
          List.of(
              new Item("SC-1", "Soča Trail Shoe 39", 1, 12_900),
              new Item("AC-2", "Socks", 2, 1_900)),
          Optional.of(16_700L),
          "EUR",
          Optional.of("Swallow Post"),
          Optional.of("SW1"),
          Optional.of(LocalDate.of(2026, 1, 5)),
          Optional.empty());

  private static final Order BARE =
      new Order(
          "1043",
          Order.Status.PLACED,
          Instant.parse("2026-01-02T12:00:00Z"),
          List.of(),
          Optional.empty(),
          "EUR",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcOrders orders = new JdbcOrders(db.database());

  JdbcOrdersIT() {
    get(
        db.database()
            .as(
                TenantId.DEFAULT,
                connection -> {
                  JdbcOrders.add(
                      connection,
                      TenantId.DEFAULT,
                      Map.of("ada", List.of(SHIPPED), "bob", List.of(BARE)));
                  return null;
                }));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private Optional<Order> find(String tenant, String customer, String number) {
    var session = new SessionKey(new TenantId(tenant), new SessionId("s"));
    return get(orders.find(new Requester(session, Optional.ofNullable(customer)), number));
  }

  @Test
  void a_customer_finds_their_own_orders() {
    assertThat(find("default", "ada", "1042")).hasValue(SHIPPED);
    assertThat(find("default", "bob", "1043")).hasValue(BARE);
  }

  @Test
  void an_anonymous_visitor_gets_only_the_state_of_an_order() {
    assertThat(find("default", null, "1042")).hasValue(SHIPPED.redacted());
  }

  @Test
  void another_customers_order_is_not_found() {
    assertThat(find("default", "bob", "1042")).isEmpty();
    assertThat(find("other", "ada", "1042")).isEmpty();
    assertThat(find("default", "ada", "9999")).isEmpty();
    assertThat(find("default", "ada", "1042\u0000")).isEmpty();
  }
}
