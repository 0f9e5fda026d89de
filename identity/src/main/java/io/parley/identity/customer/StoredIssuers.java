package io.parley.identity.customer;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parley.core.identity.CustomerBackends;
import io.parley.core.identity.CustomerBackends.Backend;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registrations of the configuration, and those that organisations store themselves, as this node
/// read them within the last 800 milliseconds: every node learns of a change within a second,
/// without a message between nodes. A failure of the store is not held. Thread safe.
public final class StoredIssuers implements CustomerIssuers {
  private static final Logger LOG = LoggerFactory.getLogger(StoredIssuers.class);

  /// Reading included it must stay under a second.
  static final Duration HELD = Duration.ofMillis(800);

  private static final int ORGANISATIONS_MAX = 10_000;

  private final CustomerIssuers configured;
  private final CustomerBackends store;
  private final AsyncCache<TenantId, List<Registration>> held;

  /// @param configured come first: a stored one of the same issuer and audience does not count
  public StoredIssuers(CustomerIssuers configured, CustomerBackends store) {
    this(configured, store, Ticker.systemTicker());
  }

  StoredIssuers(CustomerIssuers configured, CustomerBackends store, Ticker ticker) {
    this.configured = configured;
    this.store = store;
    this.held =
        Caffeine.newBuilder()
            .maximumSize(ORGANISATIONS_MAX)
            .expireAfterWrite(HELD)
            .ticker(ticker)
            .buildAsync();
  }

  @Override
  public List<Registration> of(TenantId organisation) {
    var first = configured.of(organisation);
    var own =
        held.get(
                organisation,
                (wanted, _) ->
                    store
                        .open(wanted)
                        .thenApply(all -> registrations(wanted, all))
                        .toCompletableFuture())
            .join();
    return Stream.concat(first.stream(), own.stream().filter(each -> !isAmong(first, each)))
        .toList();
  }

  private static boolean isAmong(List<Registration> known, Registration other) {
    return known.stream()
        .map(Registration::issuer)
        .anyMatch(
            each ->
                each.issuer().equals(other.issuer().issuer())
                    && each.audience().equals(other.issuer().audience()));
  }

  private static List<Registration> registrations(TenantId organisation, List<Backend> stored) {
    return stored.stream()
        .map(each -> registration(organisation, each))
        .flatMap(Optional::stream)
        .toList();
  }

  /// One that a newer release allowed must not take the others with it.
  private static Optional<Registration> registration(TenantId organisation, Backend backend) {
    try {
      return Optional.of(RegisteredBackends.registration(organisation, backend));
    } catch (IllegalArgumentException e) {
      LOG.warn("the customers' issuer {} does not count: {}", backend.name(), e.getMessage());
      return Optional.empty();
    }
  }
}
