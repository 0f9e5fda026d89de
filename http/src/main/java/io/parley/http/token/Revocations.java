package io.parley.http.token;

import io.parley.core.journal.TokenRevocations.Revocation;
import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens that were revoked, as far as this node has been told, and the connections that were
/// opened with tokens: each is told when its own is revoked. Thread safe.
public final class Revocations {
  private final Map<SessionKey, Revocation> known = new ConcurrentHashMap<>();
  private final Map<SessionKey, Set<Watch>> watches = new ConcurrentHashMap<>();

  /// A connection that lives as long as the token behind it.
  public final class Watch implements AutoCloseable {
    private final SessionKey session;
    private final Runnable revoked;
    private volatile CustomerToken token;

    private Watch(CustomerToken token, Runnable revoked) {
      this.session = token.session();
      this.token = token;
      this.revoked = revoked;
    }

    /// @param fresh stands behind the connection from now on
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

  /// @param revoked called in any thread, perhaps at once and perhaps more than once; must not
  ///   block
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

  /// Whether the token is void: its line began before. A renewal does not help, for on a node that
  /// has not been told yet it could be had until then.
  public boolean covers(CustomerToken token) {
    var revocation = known.get(token.session());
    return revocation != null && !token.since().isAfter(revocation.before());
  }

  /// Whether some token of this session was revoked lately.
  public boolean concern(SessionKey session) {
    return known.containsKey(session);
  }

  /// The same may be told over and over.
  public void told(Revocation revocation) {
    known.merge(
        revocation.session(),
        revocation,
        (held, fresh) -> fresh.before().isAfter(held.before()) ? fresh : held);
    watches.getOrDefault(revocation.session(), Set.of()).forEach(Watch::look);
  }

  /// Lets go of those of which every token has run out.
  public void forget(Instant now) {
    known.values().removeIf(revocation -> !revocation.forgetAfter().isAfter(now));
  }
}
