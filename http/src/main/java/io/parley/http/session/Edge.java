package io.parley.http.session;

import io.parley.core.access.Principal;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.token.Tokens;
import io.parley.http.trace.Tracing;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What all of the session protocol leans on.
///
/// @param tracing of what is asked over WebSockets
/// @param clock gives the time of every command, and decides whether tokens have run out
public record Edge(
    EdgeSettings settings,
    SessionDoor door,
    Tokens tokens,
    Strangers strangers,
    EdgeMetrics metrics,
    Tracing tracing,
    Clock clock) {

  /// Those of whom nothing is known but their address, and what they have open here.
  public record Strangers(OpenReaders readers, Visitors visitors) {}

  public Edge(
      EdgeSettings settings,
      SessionDoor door,
      Tokens tokens,
      OpenReaders readers,
      EdgeMetrics metrics,
      Tracing tracing,
      Clock clock) {
    this(
        settings,
        door,
        tokens,
        new Strangers(readers, new Visitors(door, settings.visitors(), metrics.refusals())),
        metrics,
        tracing,
        clock);
  }

  /// One that nobody traces.
  public Edge(
      EdgeSettings settings,
      SessionDoor door,
      Tokens tokens,
      OpenReaders readers,
      EdgeMetrics metrics,
      Clock clock) {
    this(settings, door, tokens, readers, metrics, Tracing.off(), clock);
  }

  public OpenReaders readers() {
    return strangers.readers();
  }

  /// Counts what somebody with a token says otherwise than by [SessionEndpoints], such as in a
  /// call.
  ///
  /// @return why it is refused, if it is: with the quota that was met
  public CompletionStage<Optional<ProblemDetail>> refusal(
      RemoteAddress from, Principal by, SessionKey key, SessionCommand said) {
    return strangers.visitors().refusal(from, by, key, said, clock.instant());
  }

  /// Long-lived connections begin elsewhere when this node goes away.
  ///
  /// @throws ProblemException 503, with `Retry-After`
  public void requireStaying() {
    if (readers().isDraining()) throw goesAway();
  }

  /// Counts one that met a limit of how much there may be at once.
  ///
  /// @return to be thrown: 503, with `Retry-After`
  public ProblemException overloaded(Limit limit) {
    return new ProblemException(metrics.refusals().overloaded(limit));
  }

  /// To be thrown at who comes for longer while this node goes away.
  public ProblemException goesAway() {
    return new ProblemException(
        ProblemDetail.later(
            ProblemType.DRAINING,
            ProblemType.DRAINING.meaning(),
            settings.readers().reconnectAfter()));
  }

  /// Counts a reader for whom there is no room.
  ///
  /// @return what its socket is closed with
  CloseReason turnedAway(RemoteAddress from, TenantId tenant) {
    readers().limitMet(from, tenant).ifPresent(metrics.refusals()::count);
    return CloseReason.OVERLOADED;
  }
}
