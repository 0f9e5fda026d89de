package io.parley.http.account;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.identity.ApiKeys;
import io.parley.http.token.Holder;
import io.parley.identity.account.AccessTokenCheck;
import io.parley.identity.account.AccessTokenCheck.Proof;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Looks whether the holder of an open connection still has what the connection was opened with. An
/// access token's own end does not count: its sign-in does. Thread safe.
public final class HolderCheck {
  private final ApiKeys keys;
  private final Optional<AccessTokenCheck> tokens;

  /// @param keys of the store; @param tokens empty where people have no accounts
  public HolderCheck(ApiKeys keys, Optional<AccessTokenCheck> tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  /// Whether the API key is not revoked and not over, and has all permissions of before; or the
  /// sign-in is open and its person has all permissions of before. Fails while the store does not
  /// answer, which says nothing of the holder.
  public CompletionStage<Boolean> stands(Holder holder, Instant now) {
    return switch (holder) {
      case Holder.Key(var id, var held) ->
          keys.find(id).thenApply(found -> found.filter(key -> stands(key, held, now)).isPresent());
      case Holder.SignedIn(var signIn, var held) ->
          tokens
              .map(check -> check.again(new Proof(held, signIn, now), now))
              .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()))
              .thenApply(
                  proof -> proof.filter(found -> hasAll(found.principal(), held)).isPresent());
    };
  }

  private static boolean stands(ApiKeys.Key key, Set<Permission> held, Instant now) {
    var rights = key.rights();
    return key.revokedAt().isEmpty()
        && !key.isExpired(now)
        && held.stream().allMatch(permission -> rights.contains(permission.word()));
  }

  private static boolean hasAll(Principal now, Principal before) {
    return now.tenant().equals(before.tenant())
        && now.permissions().containsAll(before.permissions());
  }
}
