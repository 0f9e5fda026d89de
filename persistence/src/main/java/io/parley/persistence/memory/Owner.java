package io.parley.persistence.memory;

import io.parley.core.memory.MemoryKind;
import io.parley.core.session.Customer;
import io.parley.core.tenant.SessionId;
import io.parley.persistence.text.Text;
import java.util.Optional;

/// The owner of a memory, as stored in the column `owner`.
record Owner(String text) {
  static final Owner TENANT = new Owner("tenant");

  private static final String CUSTOMER = "customer:";
  private static final char REPLACEMENT = '\uFFFD';

  /// @param customer only when the company named it; a visitor's claim proves nothing
  static Owner of(MemoryKind kind, SessionId session, Optional<Customer> customer) {
    return kind == MemoryKind.PROCEDURAL
        ? TENANT
        : person(session, customer.filter(Customer::verified).map(Customer::id));
  }

  /// @param customer named by the company
  static Owner person(SessionId session, Optional<String> customer) {
    return customer
        .flatMap(Owner::customer)
        .orElseGet(() -> new Owner("session:" + session.value()));
  }

  /// Empty for an id that a column cannot hold unchanged: repaired, it might be another customer's.
  static Optional<Owner> customer(String id) {
    boolean exact = id.indexOf(REPLACEMENT) < 0 && Text.storable(id).equals(id);
    return exact ? Optional.of(new Owner(CUSTOMER + id)) : Optional.empty();
  }

  Optional<String> customer() {
    return text.startsWith(CUSTOMER)
        ? Optional.of(text.substring(CUSTOMER.length()))
        : Optional.empty();
  }
}
