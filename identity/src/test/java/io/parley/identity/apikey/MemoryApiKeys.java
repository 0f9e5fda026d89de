package io.parley.identity.apikey;

import io.parley.core.audit.Act;
import io.parley.core.identity.ApiKeys;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Keys in memory.
final class MemoryApiKeys implements ApiKeys {
  private final Map<String, Key> all = new LinkedHashMap<>();
  private int notes;

  /// How often a use was written.
  int notes() {
    return notes;
  }

  String content() {
    return all.toString();
  }

  @Override
  public CompletionStage<Boolean> create(Key key, Act act) {
    long own = of(key.organisation()).stream().filter(other -> other.revokedAt().isEmpty()).count();
    if (own >= COUNT_MAX) return CompletableFuture.completedFuture(false);
    all.put(key.id(), key);
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public CompletionStage<Optional<Key>> find(String id) {
    return CompletableFuture.completedFuture(Optional.ofNullable(all.get(id)));
  }

  @Override
  public CompletionStage<Void> used(TenantId organisation, String id, Instant at) {
    notes++;
    all.computeIfPresent(id, (_, key) -> with(key, Optional.of(at), key.revokedAt()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<List<Key>> list(TenantId organisation) {
    return CompletableFuture.completedFuture(
        of(organisation).stream().sorted(Comparator.comparing(Key::createdAt).reversed()).toList());
  }

  @Override
  public CompletionStage<Boolean> revoke(TenantId organisation, String id, Act act) {
    var key = all.get(id);
    boolean isThere =
        key != null && key.organisation().equals(organisation) && key.revokedAt().isEmpty();
    if (isThere) all.put(id, with(key, key.usedAt(), Optional.of(act.at())));
    return CompletableFuture.completedFuture(isThere);
  }

  private static Key with(Key key, Optional<Instant> usedAt, Optional<Instant> revokedAt) {
    return new Key(
        key.id(),
        key.organisation(),
        key.name(),
        key.hash(),
        key.scopes(),
        key.addresses(),
        key.createdAt(),
        key.expiresAt(),
        usedAt,
        revokedAt);
  }

  private List<Key> of(TenantId organisation) {
    return all.values().stream().filter(k -> k.organisation().equals(organisation)).toList();
  }
}
