package io.parley.core.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderTest {

  @Test
  void a_redacted_order_shows_its_status_but_no_items_or_owner() {
    var placed = Instant.parse("2026-01-01T12:00:00Z");
    var expected = LocalDate.parse("2026-01-04");
    var order =
        new Order(
            "1042",
            Order.Status.SHIPPED,
            placed,
            List.of(new Order.Item("b-1", "Boots", 1, 12_900)),
            Optional.of(13_400L),
            "EUR",
            Optional.of("Postal"),
            Optional.of("TRACK-1"),
            Optional.of(expected),
            Optional.empty());
    assertThat(order.redacted())
        .isEqualTo(
            new Order(
                "1042",
                Order.Status.SHIPPED,
                placed,
                List.of(),
                Optional.empty(),
                "EUR",
                Optional.of("Postal"),
                Optional.empty(),
                Optional.of(expected),
                Optional.empty()));
  }
}
