package io.parley.http.session;

import io.parley.core.agent.Agents;
import io.parley.core.journal.StartRequests;
import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.tenant.TenantId;
import io.parley.http.limit.KnownAddresses;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.route.RequestTraces;
import io.parley.http.site.Sites;
import io.parley.http.token.Tokens;
import io.parley.sessions.SessionPort;
import io.parley.sessions.entry.Entry;
import io.parley.sessions.entry.OpenReaders;
import io.parley.sessions.entry.SessionStarter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Shared dependencies of all session protocol endpoints.
///
/// @param entry the way to sessions, with the limits of all protocols
/// @param known addresses from which a session was read lately
/// @param sites organisations by the addresses of their visitors
/// @param tracing of what is asked over WebSockets
/// @param clock decides whether tokens have expired
public record Edge(
    EdgeSettings settings,
    Entry entry,
    Tokens tokens,
    KnownAddresses known,
    Sites sites,
    EdgeMetrics metrics,
    RequestTraces tracing,
    Clock clock) {

  /// Sessions, for questions other than commands.
  public SessionPort sessions() {
    return entry.sessions();
  }

  public OpenReaders readers() {
    return entry.readers();
  }

  /// Starts sessions by the rules of all protocols.
  public SessionStarter starter(Agents agents, StartRequests requests) {
    return starter(entry, tokens, agents, requests);
  }

  /// The same, for a protocol that is not HTTP.
  public static SessionStarter starter(
      Entry entry, Tokens tokens, Agents agents, StartRequests requests) {
    return new SessionStarter(
        entry,
        agents,
        requests,
        block -> tokens.seal("visitor", block),
        tokens.revocations()::concern);
  }

  /// Admits a reader if the limits allow it: see [OpenReaders#admit].
  Optional<OpenReaders.Lease> admit(
      RemoteAddress from, TenantId tenant, Consumer<Duration> goAway) {
    var lease = readers().admit(from, tenant, goAway);
    if (lease.isPresent()) known.add(from);
    return lease;
  }

  /// Counts a request refused at a limit, and makes its answer: 429.
  ///
  /// @param policy the name of the limit for clients, `[a-z-]+`
  public ProblemException limited(
      Limit limit, String policy, Duration window, VisitorLimit.Refused refused) {
    metrics.refused(limit);
    return new ProblemException(
        ProblemDetail.limited(
            "%s (expected: at most %d in %d s)"
                .formatted(limit.sentence(), refused.quota(), Quota.seconds(window)),
            new Quota(policy, refused.quota(), window, 0, refused.retryAfter())));
  }

  /// Counts a reader refused at a limit.
  ///
  /// @return the reason to close its socket with
  CloseReason countRefusal(RemoteAddress from, TenantId tenant) {
    readers().limitMet(from, tenant).ifPresent(metrics::refused);
    return CloseReason.OVERLOADED;
  }
}
