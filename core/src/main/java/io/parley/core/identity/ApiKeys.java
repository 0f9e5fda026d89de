package io.parley.core.identity;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// Stores API keys of organisations, as hashes. Thread safe.
public interface ApiKeys {
  /// The most keys of an organisation that are not revoked.
  int COUNT_MAX = 100;

  /// The most revoked keys of an organisation that are kept for its list.
  int REVOKED_MAX = 100;

  /// A key.
  ///
  /// @param id part of the key, and shown in lists
  /// @param name for people
  /// @param hash of the rest of the key
  /// @param scopes permissions by name
  /// @param addresses ranges in CIDR notation that may use it; none for every address
  /// @param usedAt when it was used last, about
  /// @param owner whose rights bound the key's
  /// @param lost scopes that it does not have, as its owner's rights are now
  record Key(
      String id,
      TenantId organisation,
      String name,
      String hash,
      Set<String> scopes,
      List<String> addresses,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> usedAt,
      Optional<Instant> revokedAt,
      KeyOwner owner,
      Set<String> lost) {
    public Key {
      scopes = Set.copyOf(scopes);
      lost = Set.copyOf(lost);
      addresses = List.copyOf(addresses);
    }

    /// The scopes that it has; none if its owner is gone.
    public Set<String> rights() {
      return scopes.stream()
          .filter(scope -> !lost.contains(scope))
          .collect(Collectors.toUnmodifiableSet());
    }

    /// The same key, as its owner's rights are.
    public Key without(Set<String> gone) {
      return new Key(
          id,
          organisation,
          name,
          hash,
          scopes,
          addresses,
          createdAt,
          expiresAt,
          usedAt,
          revokedAt,
          owner,
          gone);
    }

    /// Whether its time is over, revoked or not.
    public boolean isExpired(Instant at) {
      return expiresAt.filter(end -> !end.isAfter(at)).isPresent();
    }
  }

  /// Stores a new key, with an entry in the organisation's audit trail.
  ///
  /// @param act its author
  /// @return false if the organisation has [#COUNT_MAX] already
  CompletionStage<Boolean> create(Key key, Act act);

  /// Finds a key of any organisation, for a check. While the organisation is suspended or waits for
  /// its deletion, and after it, the key counts as revoked. It comes with the rights that its owner
  /// has at this moment.
  CompletionStage<Optional<Key>> find(String id);

  /// Notes a use. An earlier one than the one that is noted changes nothing.
  CompletionStage<Void> used(TenantId organisation, String id, Instant at);

  /// The keys of an organisation, the newest first, with the rights that their owners have.
  CompletionStage<List<Key>> list(TenantId organisation);

  /// Revokes a key, with an entry in the organisation's audit trail. Of more than [#REVOKED_MAX]
  /// revoked ones the oldest are deleted.
  ///
  /// @param act its author
  /// @return false if the organisation has none of this id that is not revoked
  CompletionStage<Boolean> revoke(TenantId organisation, String id, Act act);
}
