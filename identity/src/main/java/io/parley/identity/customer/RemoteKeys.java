package io.parley.identity.customer;

import io.parley.core.limit.RecentlyUsed;
import io.parley.identity.jws.CompactJwt;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.TokenRefusal;
import io.parley.identity.jws.VerificationKey;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Published keys of companies, held for an hour. A token with an unknown `kid` has them fetched
/// again, at most once a minute for each address: strangers can write any `kid`. Where an address
/// does not answer, the keys that it had are used for a week. Calls may block while keys are
/// fetched: use virtual threads. Thread safe.
public final class RemoteKeys {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

  private final Source source;
  private final Map<URI, Entry> entries;

  /// Fetches the keys of an address. Blocks.
  public interface Source {
    /// @throws IOException if it does not answer with keys
    List<VerificationKey> fetch(URI address) throws IOException;
  }

  private static final class Entry {
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile HeldKeys held = HeldKeys.NOTHING;
  }

  /// @param addressesMax addresses whose keys are held; the one that was used longest ago is
  ///   forgotten first
  public RemoteKeys(Source source, int addressesMax) {
    this.source = source;
    this.entries = new RecentlyUsed<>(addressesMax);
  }

  /// Why a token is not signed by a key of the address; empty if it is. The key decides the
  /// algorithm, and shared keys are none.
  public Optional<TokenRefusal> refusal(CompactJwt jwt, URI address, Instant now) {
    return KeyChoice.refusal(jwt, (kid, algorithm) -> find(address, kid, algorithm, now));
  }

  /// The keys of an address, fetched before if a token's key is not among them.
  ///
  /// @return empty if it never answered, or not for [HeldKeys#KEPT_FOR]
  Optional<List<VerificationKey>> find(
      URI address, Optional<String> kid, JwsAlgorithm algorithm, Instant now) {
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(address, _ -> new Entry());
    }
    boolean isKnown = isKnown(entry.held, kid, algorithm, now);
    if ((isKnown && !entry.held.isStale(now)) || !entry.held.mayTry(now))
      return entry.held.known(now);
    if (isKnown) refreshUnlessAnotherDoes(address, entry, now);
    else refresh(address, entry, now);
    return entry.held.known(now);
  }

  /// A known key need not wait for the fetch of another thread.
  private void refreshUnlessAnotherDoes(URI address, Entry entry, Instant now) {
    if (!entry.fetching.tryLock()) return;
    try {
      refresh(address, entry, now);
    } finally {
      entry.fetching.unlock();
    }
  }

  private void refresh(URI address, Entry entry, Instant now) {
    entry.fetching.lock();
    try {
      if (entry.held.mayTry(now)) entry.held = fetch(address, entry.held, now);
    } finally {
      entry.fetching.unlock();
    }
  }

  private static boolean isKnown(
      HeldKeys held, Optional<String> kid, JwsAlgorithm algorithm, Instant now) {
    return KeyChoice.of(held.usable(now), kid, algorithm) instanceof KeyChoice.Chosen;
  }

  private HeldKeys fetch(URI address, HeldKeys held, Instant now) {
    try {
      return held.fetched(source.fetch(address), now);
    } catch (IOException e) {
      LOG.warn(
          "the keys of {} were not fetched ({}); {} keys from before are used",
          address.getHost(),
          e.getMessage(),
          held.usable(now).size());
      return held.failed(now);
    }
  }
}
