package io.parley.core.identity;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.person.PersonId;
import java.util.Set;
import java.util.stream.Collectors;

/// The owner of an API key, whose rights bound those of the key.
public sealed interface KeyOwner {
  /// For the audit trail: `installation`, or the kind and the id.
  String text();

  /// The administrator of a single machine, by the shared operator token: the key has its scopes.
  record Installation() implements KeyOwner {
    @Override
    public String text() {
      return "installation";
    }
  }

  /// A member. The key ends with the membership in which it was made: it does not come back with
  /// another one of the same person.
  record Member(PersonId person) implements KeyOwner {
    @Override
    public String text() {
      return "person:" + person;
    }
  }

  /// A service account.
  record Account(ServiceAccountId id) implements KeyOwner {
    @Override
    public String text() {
      return "service-account:" + id;
    }
  }

  /// Scopes that a key does not have, because its owner's rights do not bear them.
  ///
  /// @param scopes by name; one that this release does not know is lost
  /// @param rights of the owner, by its roles; none if it is gone
  static Set<String> lost(Set<String> scopes, Set<Permission> rights) {
    return scopes.stream()
        .filter(
            word -> Permission.of(word).filter(scope -> Principal.bears(rights, scope)).isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
