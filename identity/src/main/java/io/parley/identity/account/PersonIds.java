package io.parley.identity.account;

import io.parley.core.person.PersonId;
import java.util.Optional;
import java.util.UUID;

/// People as subjects of tokens.
final class PersonIds {
  private PersonIds() {}

  /// @return empty for a subject that is no person
  static Optional<PersonId> of(String subject) {
    try {
      return Optional.of(new PersonId(UUID.fromString(subject)))
          // the library also reads other forms
          .filter(id -> id.toString().equals(subject));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
