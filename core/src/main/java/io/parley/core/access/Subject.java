package io.parley.core.access;

import io.parley.core.session.Role;
import io.parley.core.tenant.SessionKey;

/// The person or program behind a request.
public sealed interface Subject {

  /// An anonymous sender, known by its address only.
  record Visitor() implements Subject {}

  /// The customer of one session.
  record Customer(SessionKey session) implements Subject {}

  /// A member of the company, or one of its programs.
  record Staff(Role role) implements Subject {
    public Staff {
      if (role == Role.CUSTOMER)
        throw new IllegalArgumentException("role: customer (expected: agent or operator)");
    }
  }
}
