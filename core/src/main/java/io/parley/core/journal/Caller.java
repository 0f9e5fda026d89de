package io.parley.core.journal;

import io.parley.core.person.PersonId;
import io.parley.core.session.Role;

/// The scope of an `Idempotency-Key`, which is the sender of the request to start a session: the
/// same key of two callers names two requests.
public sealed interface Caller {

  /// A holder of one of the company's API keys. Another program must not find its sessions.
  ///
  /// @param key the id of the key, which has no spaces
  record Program(String key) implements Caller {}

  /// A person with an account. A colleague must not find that person's sessions.
  record Person(PersonId id) implements Caller {}

  /// A holder of one of the company's tokens.
  ///
  /// @param role never `CUSTOMER`
  record Company(Role role) implements Caller {}

  /// Anybody else.
  ///
  /// @param block of addresses that the request came from, such as `203.0.113.0/24`; without spaces
  record Visitor(String block) implements Caller {}
}
