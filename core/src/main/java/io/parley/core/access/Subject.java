package io.parley.core.access;

import io.parley.core.session.Role;
import io.parley.core.tenant.SessionKey;

/// The person or program behind a request.
public sealed interface Subject {

  /// Nothing is known of them but where they come from.
  record Visitor() implements Subject {}

  /// The customer of one session.
  record Customer(SessionKey session) implements Subject {}

  /// Somebody of the company, or a program of its own.
  record Staff(Role role) implements Subject {
    public Staff {
      if (role == Role.CUSTOMER)
        throw new IllegalArgumentException("the role customer (expected: a role of the company)");
    }
  }
}
