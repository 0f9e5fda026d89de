package io.parley.identity.account;

import io.parley.core.access.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Checks access tokens of people: the token by the keys, and by the store, as it was within the
/// last three seconds, that the sign-in is open and what the person may do. Thread safe.
public final class AccessTokenCheck {
  AccessTokenCheck() {}

  /// A token that counts.
  ///
  /// @param principal with the permissions of this moment; roles in the token are not looked at
  /// @param expiresAt of the token
  public record Proof(Principal principal, String signIn, Instant expiresAt) {}

  /// @return empty for a token that is refused, for whatever reason. A failure of the store fails
  ///   the stage
  public CompletionStage<Optional<Proof>> check(String token, Instant now) {
    throw new UnsupportedOperationException();
  }

  /// Whether the sign-in of a proof is still open, and with which permissions: for connections that
  /// stay open. The token's own end is not asked.
  public CompletionStage<Optional<Proof>> again(Proof proof, Instant now) {
    throw new UnsupportedOperationException();
  }
}
