package io.parley.http.token;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.http.route.Call.Proven;
import java.util.Optional;
import java.util.Set;

/// The holder of a credential that may end while its connections are open.
public sealed interface Holder {

  /// A program.
  ///
  /// @param key the id of its API key, which is no secret
  /// @param permissions with which it opened its connections
  record Key(String key, Set<Permission> permissions) implements Holder {
    public Key {
      permissions = Set.copyOf(permissions);
    }
  }

  /// A person who is signed in.
  ///
  /// @param signIn the id of the sign-in
  /// @param principal as which it opened its connections
  record SignedIn(String signIn, Principal principal) implements Holder {}

  /// Empty unless the sender has an API key or is signed in.
  static Optional<Holder> of(Proven sender) {
    var principal = sender.principal();
    return switch (principal.subject()) {
      case Subject.Program(var key, _) -> Optional.of(new Key(key, principal.permissions()));
      case Subject.Account _ -> sender.signIn().map(signIn -> new SignedIn(signIn, principal));
      case Subject.Staff _, Subject.Customer _, Subject.Visitor _ -> Optional.empty();
    };
  }
}
