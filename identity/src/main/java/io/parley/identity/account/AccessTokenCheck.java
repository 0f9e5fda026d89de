package io.parley.identity.account;

import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.identity.RefreshFamilies.Family;
import io.parley.core.journal.StoreFailure;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.TenantId;
import io.parley.identity.token.AccessTokens;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Checks access tokens of people: the token by the keys, and by the store, as it was within the
/// last three seconds, that the sign-in is open and what the person may do. Thread safe.
public final class AccessTokenCheck {
  private final AccountTokens tokens;
  private final Held held;

  AccessTokenCheck(AccountTokens tokens, Held held) {
    this.tokens = tokens;
    this.held = held;
  }

  /// A token that counts.
  ///
  /// @param principal with the permissions of this moment; roles in the token are not looked at
  /// @param expiresAt of the token
  public record Proof(Principal principal, String signIn, Instant expiresAt) {}

  /// The node has read no keys since its start, so it cannot tell a right token from a wrong one.
  private static final class NoKeysYet extends RuntimeException implements StoreFailure {
    private static final long serialVersionUID = 1L;

    NoKeysYet() {
      super("the keys of access tokens were not read yet (expected: a database that answers)");
    }

    @Override
    public boolean retryable() {
      return true;
    }
  }

  /// @return empty for a token that is refused, for whatever reason. A failure of the store fails
  ///   the stage
  public CompletionStage<Optional<Proof>> check(String token, Instant now) {
    var ring = tokens.keys().ring();
    if (ring.isEmpty()) return CompletableFuture.failedFuture(new NoKeysYet());
    return switch (tokens.access().verify(token, ring.get(), now)) {
      case AccessTokens.Refused _ -> none();
      case AccessTokens.Verified verified -> {
        var grant = verified.grant();
        yield PersonIds.of(grant.subject())
            .map(
                person ->
                    proof(person, grant.organisation(), grant.signIn(), verified.expiresAt(), now))
            .orElseGet(AccessTokenCheck::none);
      }
    };
  }

  /// Whether the sign-in of a proof is still open, and with which permissions: for connections that
  /// stay open. The token's own end is not asked.
  public CompletionStage<Optional<Proof>> again(Proof proof, Instant now) {
    if (!(proof.principal().subject() instanceof Subject.Account account)) return none();
    return proof(
        account.person(), proof.principal().tenant(), proof.signIn(), proof.expiresAt(), now);
  }

  private CompletionStage<Optional<Proof>> proof(
      PersonId person, TenantId tenant, String signIn, Instant expiresAt, Instant now) {
    return held.signIn(signIn)
        .thenCompose(
            family -> {
              boolean isOpen =
                  family
                      .filter(each -> isOf(each, person, tenant))
                      .filter(each -> tokens.refresh().isOpen(each, now))
                      .isPresent();
              if (!isOpen) return none();
              return held.principal(person, tenant, now)
                  .thenApply(found -> found.map(each -> new Proof(each, signIn, expiresAt)));
            });
  }

  private static boolean isOf(Family family, PersonId person, TenantId tenant) {
    return family.subject().equals(person.toString()) && family.organisation().equals(tenant);
  }

  private static CompletionStage<Optional<Proof>> none() {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
