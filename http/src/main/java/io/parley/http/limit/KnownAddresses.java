package io.parley.http.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.core.limit.RemoteAddress;
import java.time.Duration;

/// Addresses from which a session was read or staff made a request lately. Reserved capacity is for
/// them. Bounded and thread safe.
public final class KnownAddresses {
  private static final int ADDRESSES_MAX = 100_000;

  /// A client whose connection broke has come back by then.
  private static final Duration LATELY = Duration.ofMinutes(10);

  private final Cache<RemoteAddress, Boolean> lately =
      Caffeine.newBuilder().maximumSize(ADDRESSES_MAX).expireAfterWrite(LATELY).build();

  public void add(RemoteAddress address) {
    lately.put(address, Boolean.TRUE);
  }

  public boolean contains(RemoteAddress address) {
    return lately.getIfPresent(address) != null;
  }
}
