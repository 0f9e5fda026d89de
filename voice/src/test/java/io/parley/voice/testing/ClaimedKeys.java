package io.parley.voice.testing;

import io.parley.core.journal.StartRequests;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// The table of idempotency keys, in memory.
public final class ClaimedKeys implements StartRequests {
  private final Map<String, Map.Entry<String, SessionId>> claimed = new ConcurrentHashMap<>();

  @Override
  public CompletionStage<Claim> claim(
      TenantId tenant, Key key, String fingerprint, SessionId proposed) {
    var mine = Map.entry(fingerprint, proposed);
    var first = Optional.ofNullable(claimed.putIfAbsent(key.text(), mine)).orElse(mine);
    return CompletableFuture.completedStage(
        first.getKey().equals(fingerprint) ? new Granted(first.getValue()) : new Reused());
  }

  public int count() {
    return claimed.size();
  }
}
