package io.parley.http.token;

import io.parley.core.journal.TokenRevocations.Revocation;
import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Revoked tokens known to this node, and the connections opened with tokens: each is notified when
/// its own is revoked. Thread safe.
public final class Revocations {
  private final Map<SessionKey, Revocation> known = new ConcurrentHashMap<>();
  private final Map<SessionKey, Set<Watch>> watches = new ConcurrentHashMap<>();

  /// A connection that lives as long as its token.
  public final class Watch implements AutoCloseable {
    private final SessionKey session;
    private final Runnable revoked;
    private volatile CustomerToken token;

    private Watch(CustomerToken token, Runnable revoked) {
      this.session = token.session();
      this.token = token;
      this.revoked = revoked;
    }

    /// @param fresh replaces the connection's token
    public void renewed(CustomerToken fresh) {
      token = fresh;
      look();
    }

    private void look() {
      if (covers(token)) revoked.run();
    }

    @Override
    public void close() {
      watches.computeIfPresent(
          session,
          (_, held) -> {
            held.remove(this);
            return held.isEmpty() ? null : held;
          });
    }
  }

  /// @param revoked called in any thread, perhaps at once and perhaps repeatedly; must not block
  public Watch watch(CustomerToken token, Runnable revoked) {
    var watch = new Watch(token, revoked);
    watches.compute(
        token.session(),
        (_, held) -> {
          var all = held == null ? ConcurrentHashMap.<Watch>newKeySet() : held;
          all.add(watch);
          return all;
        });
    // it may have been revoked since it was checked
    watch.look();
    return watch;
  }

  /// Whether the token is revoked: its line of renewals began before. A renewal does not help,
  /// because a node that has not heard of the revocation may still have issued one.
  public boolean covers(CustomerToken token) {
    var revocation = known.get(token.session());
    return revocation != null && !token.since().isAfter(revocation.before());
  }

  /// Whether a token of this session was revoked lately.
  public boolean concern(SessionKey session) {
    return known.containsKey(session);
  }

  /// Repeated notice is harmless.
  public void add(Revocation revocation) {
    known.merge(
        revocation.session(),
        revocation,
        (held, fresh) -> fresh.before().isAfter(held.before()) ? fresh : held);
    watches.getOrDefault(revocation.session(), Set.of()).forEach(Watch::look);
  }

  /// Forgets sessions whose tokens have all expired.
  public void forget(Instant now) {
    known.values().removeIf(revocation -> !revocation.forgetAfter().isAfter(now));
  }
}
