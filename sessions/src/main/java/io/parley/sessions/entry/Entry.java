package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Weights;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.SessionPort;
import io.parley.sessions.quota.NodeQuotas;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The access to sessions for every protocol. A node has one entry, so that all protocols together
/// obey its limits. Thread safe.
public final class Entry {
  private final BoundedSessions sessions;
  private final EntrySettings settings;
  private final OpenReaders readers;
  private final VisitorQuotas visitors;
  private final StartLimiter starts;
  private final StoppedTenants stopped = new StoppedTenants();
  private final OrganisationQuotas quotas;
  private final EntryMeter meter;
  private final InstantSource clock;

  /// Without quotas of organisations, which all have the same weight.
  ///
  /// @param clock gives the time of every command, and of limits over time
  public Entry(
      SessionPort sessions, EntrySettings settings, EntryMeter meter, InstantSource clock) {
    this(sessions, settings, NodeQuotas.none(), Weights.EQUAL, meter, clock);
  }

  /// @param weights of organisations that share this node
  /// @param clock gives the time of every command, and of limits over time
  public Entry(
      SessionPort sessions,
      EntrySettings settings,
      NodeQuotas quotas,
      Weights weights,
      EntryMeter meter,
      InstantSource clock) {
    this.sessions =
        new BoundedSessions(sessions, settings.load().commandsMax(), weights, meter, clock);
    this.settings = settings;
    this.readers = new OpenReaders(settings.readers());
    this.visitors = new VisitorQuotas(this.sessions, settings.visitors(), meter);
    this.starts = new StartLimiter(settings.starts(), meter, sessions::nodes);
    this.quotas = new OrganisationQuotas(quotas, stopped, meter);
    this.meter = meter;
    this.clock = clock;
  }

  /// Sessions, for requests other than commands; too many at once fail with [Refused].
  public SessionPort sessions() {
    return sessions;
  }

  /// The readers of sessions; also knows whether this node drains.
  public OpenReaders readers() {
    return readers;
  }

  public InstantSource clock() {
    return clock;
  }

  public EntrySettings settings() {
    return settings;
  }

  /// How many requests to sessions are under way.
  public int underWay() {
    return sessions.underWay();
  }

  /// The quotas of organisations: an adapter asks about calls and uploads.
  public OrganisationQuotas quotas() {
    return quotas;
  }

  /// Whether the organisation is served, for an adapter that says so in advance.
  public boolean serves(TenantId tenant) {
    return !stopped.has(tenant);
  }

  /// The organisations that are not served. None until it is told.
  public StoppedTenants stopped() {
    return stopped;
  }

  StartLimiter starts() {
    return starts;
  }

  /// Sends a session a command, and counts it for the visitor and for the organisation.
  ///
  /// @param requestId for the log; @param trace parent trace context
  /// @return fails with [Refused] when a limit is met or the organisation is not served, and
  ///   otherwise as [io.parley.sessions.SessionPort#ask] does
  public CompletionStage<Answer> ask(
      Visit visit, SessionCommand command, String requestId, Optional<TraceParent> trace) {
    return count(visit, command).thenCompose(_ -> ask(visit.session(), command, requestId, trace));
  }

  /// The same without counting: for a start, which has limits of its own, and for commands that
  /// follow from a counted one.
  ///
  /// @return fails with [Refused] when the organisation is not served, too
  public CompletionStage<Answer> ask(
      SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
    if (stopped.refuses(key.tenant(), command)) return CompletableFuture.failedStage(notServed());
    return sessions
        .ask(key, command, requestId, trace)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) meter.answered(command, answer);
              else meter.unanswered(command);
            });
  }

  /// Counts a command for the visitor, and for the organisation.
  ///
  /// @return fails with [Refused] when a limit is met, or the organisation is not served
  public CompletionStage<Void> count(Visit visit, SessionCommand command) {
    if (stopped.refuses(visit.session().tenant(), command))
      return CompletableFuture.failedStage(notServed());
    return visitors
        .refusal(visit, command, clock.instant())
        .thenCompose(
            refused ->
                refused.isPresent()
                    ? CompletableFuture.failedStage(new Refused(refused.get()))
                    : quotas.turn(visit.session().tenant(), command));
  }

  /// While this node drains, long-lived connections and calls begin on another node.
  ///
  /// @throws Refused while it drains
  public void requireStaying() {
    if (readers.isDraining()) throw goesAway();
  }

  /// To be thrown at the beginning of a long-lived connection while this node drains.
  public Refused goesAway() {
    return new Refused(new Refusal.Draining(settings.readers().reconnectAfter()));
  }

  /// For adapters of what is no command, or not yet.
  ///
  /// @throws Refused if the organisation is not served
  public void requireServed(TenantId tenant) {
    if (stopped.has(tenant)) throw notServed();
  }

  private Refused notServed() {
    return refused(Limit.ORGANISATION_STOPPED, new Refusal.Stopped());
  }

  /// Awake sessions continue; a new one goes to another node, or comes later.
  void requireCapacity() {
    if (sessions.awake() >= settings.load().sessionsAwakeMax())
      throw overloaded(Limit.SESSIONS_AWAKE);
  }

  /// Counts a refusal at a limit of concurrent use.
  ///
  /// @return to be thrown
  public Refused overloaded(Limit limit) {
    return refused(limit, new Refusal.Overloaded(limit));
  }

  Refused refused(Limit limit, Refusal refusal) {
    meter.refused(limit);
    return new Refused(refusal);
  }
}
