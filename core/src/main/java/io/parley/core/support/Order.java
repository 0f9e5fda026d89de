package io.parley.core.support;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A purchase.
///
/// @param totalCents in hundredths of `currency`, shipping included
/// @param items empty when the one who asks may not see them
/// @param tracking absent likewise, or when nothing was shipped
public record Order(
    String number,
    Status status,
    Instant placedAt,
    List<Item> items,
    Optional<Long> totalCents,
    String currency,
    Optional<String> carrier,
    Optional<String> tracking,
    Optional<LocalDate> expectedAt,
    Optional<LocalDate> deliveredAt) {
  public Order {
    items = List.copyOf(items);
  }

  public enum Status {
    PLACED,
    PAID,
    PACKED,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    RETURNED
  }

  public record Item(String sku, String title, int quantity, long cents) {}

  /// What somebody may hear who knows the number, but has not shown that the order is theirs: where
  /// it is, not what or whose.
  public Order redacted() {
    return new Order(
        number,
        status,
        placedAt,
        List.of(),
        Optional.empty(),
        currency,
        carrier,
        Optional.empty(),
        expectedAt,
        deliveredAt);
  }
}
