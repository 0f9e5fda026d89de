package io.parley.core.identity;

import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Stores families of refresh tokens: the tokens that follow each other after one sign-in. Tokens
/// are stored as hashes. A person sees and ends its own in all organisations, so they belong to no
/// tenant. Thread safe.
public interface RefreshFamilies {
  /// The most families of one person; beyond it those that are revoked are deleted, and then the
  /// one that was used longest ago.
  int COUNT_MAX = 100;

  /// A family.
  ///
  /// @param id part of its tokens, and known to their holder alone
  /// @param signIn the public id of the sign-in, in access tokens and lists
  /// @param organisation that it is for; [TenantId#PLATFORM] for staff
  /// @param subject the id of a person
  /// @param startedAt when the person signed in; @param usedAt when it was used last
  /// @param tokenHash of the one token that is valid
  /// @param replaced the token before it
  /// @param version another one after each change
  /// @param isBound whether it stays in its organisation, whose own provider proved the person
  record Family(
      String id,
      String signIn,
      TenantId organisation,
      String subject,
      Instant startedAt,
      Instant usedAt,
      String tokenHash,
      Optional<Replaced> replaced,
      Optional<Instant> revokedAt,
      long version,
      boolean isBound) {
    /// One that may be exchanged for a sign-in in another organisation.
    public Family(
        String id,
        String signIn,
        TenantId organisation,
        String subject,
        Instant startedAt,
        Instant usedAt,
        String tokenHash,
        Optional<Replaced> replaced,
        Optional<Instant> revokedAt,
        long version) {
      this(
          id,
          signIn,
          organisation,
          subject,
          startedAt,
          usedAt,
          tokenHash,
          replaced,
          revokedAt,
          version,
          false);
    }
  }

  /// A token that was used.
  ///
  /// @param at when it was used first
  /// @param repeats how often it was used again, because the answer was lost
  record Replaced(String tokenHash, Instant at, int repeats) {}

  /// Stores a new family.
  CompletionStage<Void> create(Family family);

  /// Finds the family of a token.
  CompletionStage<Optional<Family>> find(String id);

  /// Finds the family of a sign-in, also one that is revoked.
  CompletionStage<Optional<Family>> findSignIn(String signIn);

  /// Stores a changed family.
  ///
  /// @param changed with the version that it was read with
  /// @return false if it has changed meanwhile; then nothing is stored
  CompletionStage<Boolean> replace(Family changed);

  /// The families of a person that are not revoked, of all organisations, the newest first.
  CompletionStage<List<Family>> list(String subject);

  /// Revokes a sign-in of a person.
  ///
  /// @return false if the person has none of this id that is not revoked
  CompletionStage<Boolean> revoke(String subject, String signIn, Instant at);

  /// Revokes all sign-ins of a person but one.
  ///
  /// @param exceptSignIn the one that stays, if any
  /// @return how many
  CompletionStage<Integer> revokeAll(String subject, Optional<String> exceptSignIn, Instant at);

  /// Deletes families without a valid token.
  ///
  /// @param startedBefore those of earlier sign-ins; @param usedBefore those not used since
  /// @return how many
  CompletionStage<Integer> delete(Instant startedBefore, Instant usedBefore);
}
