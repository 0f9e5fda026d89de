package io.parley.http.apikey;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parley.core.audit.Act;
import io.parley.core.identity.ApiKeys;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// API keys as this node read them from the store within the last three seconds, absent ones
/// included: a key in use costs the store a query every three seconds, and one that was revoked on
/// another node is refused on this one by then. A failure of the store is not held. Thread safe.
public final class HeldApiKeys implements ApiKeys {
  private static final Logger LOG = LoggerFactory.getLogger(HeldApiKeys.class);

  /// A revoked key must be gone within five seconds, reading included.
  static final Duration HELD = Duration.ofSeconds(3);

  /// As often as the last use is written.
  static final Duration NOTED = Duration.ofMinutes(1);

  private static final int KEYS_MAX = 10_000;

  private final ApiKeys store;
  private final AsyncCache<String, Optional<Key>> held;
  private final Cache<String, Instant> noted;

  public HeldApiKeys(ApiKeys store) {
    this(store, Ticker.systemTicker());
  }

  HeldApiKeys(ApiKeys store, Ticker ticker) {
    this.store = store;
    this.held =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterWrite(HELD)
            .ticker(ticker)
            .buildAsync();
    this.noted =
        Caffeine.newBuilder().maximumSize(KEYS_MAX).expireAfterWrite(NOTED).ticker(ticker).build();
  }

  @Override
  public CompletionStage<Boolean> create(Key key, Act act) {
    return store.create(key, act);
  }

  @Override
  public CompletionStage<Optional<Key>> find(String id) {
    // requests that come together wait for one read
    return held.get(id, (wanted, _) -> store.find(wanted).toCompletableFuture());
  }

  /// Once a minute. No request waits for it, and none fails with it: it is for people to look at.
  @Override
  public CompletionStage<Void> used(TenantId organisation, String id, Instant at) {
    if (noted.asMap().putIfAbsent(id, at) == null)
      store
          .used(organisation, id, at)
          .whenComplete(
              (_, failure) -> {
                if (failure != null)
                  LOG.warn("the last use of API key {} was not stored", id, failure);
              });
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<List<Key>> list(TenantId organisation) {
    return store.list(organisation);
  }

  @Override
  public CompletionStage<Boolean> revoke(TenantId organisation, String id, Act act) {
    return store
        .revoke(organisation, id, act)
        .whenComplete((_, _) -> held.synchronous().invalidate(id));
  }
}
