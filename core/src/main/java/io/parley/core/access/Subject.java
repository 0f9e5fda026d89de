package io.parley.core.access;

import io.parley.core.person.PersonId;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionKey;

/// The person or program behind a request.
public sealed interface Subject {

  /// An anonymous sender, known by its address only.
  record Visitor() implements Subject {}

  /// The customer of one session.
  record Customer(SessionKey session) implements Subject {}

  /// A person with an account: a member of the tenant's organisation, or the platform's staff.
  ///
  /// @param role as which the person reads sessions and speaks in them
  record Account(PersonId person, Role role) implements Subject {
    public Account {
      if (role == Role.CUSTOMER)
        throw new IllegalArgumentException("role: customer (expected: agent or operator)");
    }
  }

  /// A program of the tenant's organisation, by an API key.
  ///
  /// @param key the id of the key, which is no secret
  /// @param role as which the program reads sessions and speaks in them
  record Program(String key, Role role) implements Subject {
    public Program {
      if (role == Role.CUSTOMER)
        throw new IllegalArgumentException("role: customer (expected: agent or operator)");
    }
  }

  /// A member of the company, or one of its programs, by a shared token.
  record Staff(Role role) implements Subject {
    public Staff {
      if (role == Role.CUSTOMER)
        throw new IllegalArgumentException("role: customer (expected: agent or operator)");
    }
  }
}
