package io.parley.core.support;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A purchase.
///
/// @param totalCents in hundredths of `currency`, shipping included
/// @param items empty if the requester may not see them
/// @param tracking absent likewise, or if nothing was shipped
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

  /// The order for a requester who knows its number but has not proved to be its owner: its status,
  /// but neither its items nor its owner.
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
