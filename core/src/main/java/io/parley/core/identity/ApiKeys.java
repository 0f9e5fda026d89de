package io.parley.core.identity;

import io.parley.core.audit.Act;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

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
      Optional<Instant> revokedAt) {
    public Key {
      scopes = Set.copyOf(scopes);
      addresses = List.copyOf(addresses);
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
  /// its deletion, and after it, the key counts as revoked.
  CompletionStage<Optional<Key>> find(String id);

  /// Notes a use. An earlier one than the one that is noted changes nothing.
  CompletionStage<Void> used(TenantId organisation, String id, Instant at);

  /// The keys of an organisation, the newest first.
  CompletionStage<List<Key>> list(TenantId organisation);

  /// Revokes a key, with an entry in the organisation's audit trail. Of more than [#REVOKED_MAX]
  /// revoked ones the oldest are deleted.
  ///
  /// @param act its author
  /// @return false if the organisation has none of this id that is not revoked
  CompletionStage<Boolean> revoke(TenantId organisation, String id, Act act);
}
