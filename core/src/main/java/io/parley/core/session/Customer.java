package io.parley.core.session;

import java.util.Optional;

/// Whom a session talks to.
///
/// @param id the company's own id of this customer, at most [#ID_MAX] characters
/// @param name how to address them, at most [#NAME_MAX] characters
/// @param verified whether the company itself said so; else it is the visitor's own claim, good for
///   addressing them and for nothing that belongs to a customer
public record Customer(String id, Optional<String> name, boolean verified) {
  public static final int ID_MAX = 128;
  public static final int NAME_MAX = 128;

  public Customer {
    if (id.isBlank() || id.length() > ID_MAX)
      throw new IllegalArgumentException(
          "customer.id: " + id.length() + " characters (expected: 1 to " + ID_MAX + ")");
    if (name.isPresent() && name.get().length() > NAME_MAX)
      throw new IllegalArgumentException(
          "customer.name: " + name.get().length() + " characters (expected: ≤ " + NAME_MAX + ")");
  }

  /// As a visitor says it.
  public static Customer claimed(String id, Optional<String> name) {
    return new Customer(id, name, false);
  }
}
