package io.parley.http.apikey;

import io.parley.core.audit.Act;
import io.parley.core.identity.ApiKeys;
import io.parley.core.journal.StoreFailure;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keys in memory, with the acts on them. It may be told to fail.
public final class RememberedKeys implements ApiKeys {
  final Map<String, Key> all = new ConcurrentHashMap<>();
  final List<Act> acts = new CopyOnWriteArrayList<>();
  int reads;
  int uses;
  volatile boolean isFull;
  volatile boolean isDown;
  volatile boolean isReadOnly;

  private static final class Down extends RuntimeException implements StoreFailure {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean retryable() {
      return true;
    }
  }

  @Override
  public CompletionStage<Boolean> create(Key key, Act act) {
    if (isFull) return CompletableFuture.completedStage(false);
    all.put(key.id(), key);
    acts.add(act);
    return CompletableFuture.completedStage(true);
  }

  @Override
  public CompletionStage<Optional<Key>> find(String id) {
    reads++;
    return isDown
        ? CompletableFuture.failedStage(new Down())
        : CompletableFuture.completedStage(Optional.ofNullable(all.get(id)));
  }

  @Override
  public CompletionStage<Void> used(TenantId organisation, String id, Instant at) {
    uses++;
    return isReadOnly
        ? CompletableFuture.failedStage(new Down())
        : CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<List<Key>> list(TenantId organisation) {
    return CompletableFuture.completedStage(
        all.values().stream().filter(key -> key.organisation().equals(organisation)).toList());
  }

  @Override
  public CompletionStage<Boolean> revoke(TenantId organisation, String id, Act act) {
    var key = all.get(id);
    boolean isThere =
        key != null && key.organisation().equals(organisation) && key.revokedAt().isEmpty();
    if (isThere) {
      all.put(id, revoked(key, act.at()));
      acts.add(act);
    }
    return CompletableFuture.completedStage(isThere);
  }

  private static Key revoked(Key key, Instant at) {
    return new Key(
        key.id(),
        key.organisation(),
        key.name(),
        key.hash(),
        key.scopes(),
        key.addresses(),
        key.createdAt(),
        key.expiresAt(),
        key.usedAt(),
        Optional.of(at));
  }
}
