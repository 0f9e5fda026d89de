package io.parley.persistence.memory;

import io.parley.core.memory.MemoryKind;
import io.parley.core.session.Customer;
import io.parley.core.tenant.SessionId;
import io.parley.persistence.text.Text;
import java.util.Optional;

/// Whose a memory is, as the column `owner` names it.
record Owner(String text) {
  static final Owner TENANT = new Owner("tenant");

  private static final String CUSTOMER = "customer:";
  private static final char REPLACEMENT = '\uFFFD';

  /// @param customer only when the company said who it is; a visitor's claim is nobody's name
  static Owner of(MemoryKind kind, SessionId session, Optional<Customer> customer) {
    return kind == MemoryKind.PROCEDURAL
        ? TENANT
        : person(session, customer.filter(Customer::verified).map(Customer::id));
  }

  /// @param customer whom the company knows
  static Owner person(SessionId session, Optional<String> customer) {
    return customer
        .flatMap(Owner::customer)
        .orElseGet(() -> new Owner("session:" + session.value()));
  }

  /// Empty for an id that a column cannot hold as it is: mended, it might be somebody else's.
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
