package io.parley.identity.apikey;

import io.parley.core.audit.Act;
import io.parley.core.identity.ApiKeys;
import io.parley.core.tenant.TenantId;
import io.parley.identity.testing.StoreDown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Keys in memory, with the acts on them. It may be told to fail.
public final class MemoryApiKeys implements ApiKeys {
  private final Map<String, Key> all = new LinkedHashMap<>();
  private final List<Act> acts = new ArrayList<>();
  private int reads;
  private int notes;
  private boolean isDown;
  private boolean isReadOnly;
  private boolean forgetsUses;

  /// Whether reads of a key fail.
  public synchronized void setDown(boolean down) {
    isDown = down;
  }

  /// From now on no use is stored, and the caller is told so.
  public synchronized void failUses() {
    isReadOnly = true;
  }

  /// From now on no use is stored, and the caller is not told so.
  public synchronized void forgetUses() {
    forgetsUses = true;
  }

  /// How often a key was read.
  public synchronized int reads() {
    return reads;
  }

  /// How often a use was written, or should have been.
  public synchronized int notes() {
    return notes;
  }

  /// Those that changed something, in their order.
  public synchronized List<Act> acts() {
    return new ArrayList<>(acts);
  }

  public synchronized List<Key> all() {
    return List.copyOf(all.values());
  }

  public synchronized String content() {
    return all.toString();
  }

  @Override
  public synchronized CompletionStage<Boolean> create(Key key, Act act) {
    long own = of(key.organisation()).stream().filter(other -> other.revokedAt().isEmpty()).count();
    if (own >= COUNT_MAX) return CompletableFuture.completedFuture(false);
    all.put(key.id(), key);
    acts.add(act);
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public synchronized CompletionStage<Optional<Key>> find(String id) {
    reads++;
    return isDown
        ? CompletableFuture.failedFuture(new StoreDown())
        : CompletableFuture.completedFuture(Optional.ofNullable(all.get(id)));
  }

  @Override
  public synchronized CompletionStage<Void> used(TenantId organisation, String id, Instant at) {
    notes++;
    if (isReadOnly) return CompletableFuture.failedFuture(new StoreDown());
    if (!forgetsUses)
      all.computeIfPresent(id, (_, key) -> with(key, Optional.of(at), key.revokedAt()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<List<Key>> list(TenantId organisation) {
    return CompletableFuture.completedFuture(
        of(organisation).stream().sorted(Comparator.comparing(Key::createdAt).reversed()).toList());
  }

  @Override
  public synchronized CompletionStage<Boolean> revoke(TenantId organisation, String id, Act act) {
    var key = all.get(id);
    boolean isThere =
        key != null && key.organisation().equals(organisation) && key.revokedAt().isEmpty();
    if (isThere) {
      all.put(id, with(key, key.usedAt(), Optional.of(act.at())));
      acts.add(act);
    }
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
        revokedAt,
        key.owner(),
        key.lost());
  }

  /// The owner of a key loses permissions, or is gone.
  public synchronized void lose(String id, Set<String> scopes) {
    all.computeIfPresent(id, (_, key) -> key.without(scopes));
  }

  private List<Key> of(TenantId organisation) {
    return all.values().stream().filter(k -> k.organisation().equals(organisation)).toList();
  }
}
