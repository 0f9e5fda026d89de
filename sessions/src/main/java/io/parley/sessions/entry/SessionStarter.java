package io.parley.sessions.entry;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.Agents;
import io.parley.core.journal.Caller;
import io.parley.core.journal.StartRequests;
import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.NoSuchSession;
import io.parley.sessions.SessionView;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Starts sessions for every protocol. A request that is repeated with the same idempotency key
/// finds the first one's session; a crash between claiming the key and starting heals, because
/// starting the same session again has no second effect. A key is its caller's own
/// (docs/decisions/0047-an-idempotency-key-belongs-to-its-caller.md).
public final class SessionStarter {
  /// A name that reveals nothing: 128 random bits.
  private static final int ID_BYTES = 16;

  /// A visitor who missed the answer repeats the request within minutes, and the answer grants
  /// access to the session.
  private static final Duration VISITOR_WINDOW = Duration.ofHours(1);

  /// A visitor's key is a secret like a token only when it cannot be guessed. About 64 bits of hex.
  private static final int SECRET_CHARACTERS = 16;

  private static final int SECRET_DISTINCT = 6;

  /// 128 bits in hexadecimal: no two blocks have the same.
  private static final int VISITOR_DIGITS = 32;

  private final Entry entry;
  private final Agents agents;
  private final StartRequests requests;
  private final UnaryOperator<String> seal;
  private final Predicate<SessionKey> revoked;
  private final StartLimiter limiter;
  private final SecureRandom random = new SecureRandom();

  /// @param seal derives a name from a visitor's block of addresses: the same on all nodes, at
  ///   least 32 characters, and not reversible from outside
  /// @param revoked whether access to this session was revoked lately
  public SessionStarter(
      Entry entry,
      Agents agents,
      StartRequests requests,
      UnaryOperator<String> seal,
      Predicate<SessionKey> revoked) {
    this.entry = entry;
    this.agents = agents;
    this.requests = requests;
    this.seal = seal;
    this.revoked = revoked;
    this.limiter = entry.starts();
  }

  /// Permission to start one session.
  ///
  /// @param left of a visitor's quota of starts; staff is not counted
  public record Admitted(Principal principal, RemoteAddress from, Optional<Quota> left) {}

  /// Asks for permission to start a session, and counts the start. To be called before a request's
  /// body is read.
  ///
  /// @param hurdle work that the protocol asks of visitors while too many start
  /// @throws Refused when there is no permission now, or the organisation is not served
  public Admitted admit(Principal principal, RemoteAddress from, Hurdle hurdle) {
    entry.requireServed(principal.tenant());
    entry.requireCapacity();
    // a shop's own backend starts the sessions of all its customers from one address
    var left =
        principal.isStaff()
            ? Optional.<Quota>empty()
            : Optional.of(asVisitor(principal.tenant(), from, hurdle));
    limiter.take(principal.tenant(), entry.clock().instant());
    return new Admitted(principal, from, left);
  }

  private Quota asVisitor(TenantId tenant, RemoteAddress from, Hurdle hurdle) {
    var now = entry.clock().instant();
    var demand = hurdle.demand(limiter.pressure(tenant, now), now);
    if (demand.isPresent())
      throw entry.refused(Limit.CHALLENGE, new Refusal.Challenged(demand.get(), limiter.quiet()));
    return limiter.take(tenant, from, now);
  }

  /// Starts a session, or finds the one that the same request started before. Either counts for the
  /// organisation's quota.
  ///
  /// @param idempotencyKey as the caller sent it, without spaces
  /// @param requestId for the log; @param trace parent trace context
  public CompletionStage<StartOutcome> start(
      Admitted admitted,
      StartRequest request,
      Optional<String> idempotencyKey,
      String requestId,
      Optional<TraceParent> trace) {
    if (request.namesCustomer() && !admitted.principal().may(Permission.NAME_CUSTOMER))
      throw new IllegalArgumentException(
          "a verified customer, named by a " + admitted.principal().subject());
    // before the key is claimed: a request that was refused must not count as one that came before
    return entry
        .quotas()
        .session(admitted.principal().tenant())
        .thenCompose(_ -> claim(admitted, idempotencyKey, request))
        .thenCompose(
            claim ->
                switch (claim) {
                  case Claimed claimed -> started(admitted, request, claimed, requestId, trace);
                  case Unclaimed(var outcome) -> CompletableFuture.completedStage(outcome);
                });
  }

  private sealed interface Claim {}

  /// @param key of the session to start or to find; @param proposed whether it was generated just
  ///   now
  private record Claimed(SessionKey key, boolean proposed) implements Claim {}

  private record Unclaimed(StartOutcome outcome) implements Claim {}

  private CompletionStage<Claim> claim(
      Admitted admitted, Optional<String> idempotencyKey, StartRequest request) {
    var tenant = admitted.principal().tenant();
    var proposed = new SessionKey(tenant, new SessionId(randomId()));
    if (idempotencyKey.isEmpty())
      return CompletableFuture.completedStage(new Claimed(proposed, true));
    var text = idempotencyKey.get();
    var caller = caller(admitted);
    // a verified customer is in the fingerprint, and only the company's staff can have sent it
    boolean unscopedToo = request.namesCustomer() && caller instanceof Caller.Company;
    var key = new StartRequests.Key(caller, text, unscopedToo);
    return requests
        .claim(tenant, key, request.fingerprint(), proposed.session())
        .thenApply(
            claim ->
                switch (claim) {
                  case StartRequests.Granted(var session) when session.equals(proposed.session()) ->
                      new Claimed(proposed, true);
                  case StartRequests.Granted(var session) ->
                      found(new SessionKey(tenant, session), admitted, text);
                  case StartRequests.Reused() -> new Unclaimed(new StartOutcome.KeyReused());
                });
  }

  private static Claim found(SessionKey session, Admitted admitted, String text) {
    // another visitor behind the same address may have guessed it: the answer would grant access
    return admitted.principal().isStaff() || isSecret(text)
        ? new Claimed(session, false)
        : new Unclaimed(new StartOutcome.KeyGuessable(SECRET_CHARACTERS));
  }

  private static boolean isSecret(String key) {
    return key.length() >= SECRET_CHARACTERS && key.chars().distinct().count() >= SECRET_DISTINCT;
  }

  /// Anybody may start a session. A customer with a proof is one of many behind an address, too.
  private static Caller caller(Admitted admitted) {
    return switch (admitted.principal().subject()) {
      case Subject.Program(var key, _) -> new Caller.Program(key);
      case Subject.Staff(var role) -> new Caller.Company(role);
      case Subject.Account(var person, _) -> new Caller.Person(person);
      case Subject.Visitor _, Subject.Customer _ ->
          new Caller.Visitor(admitted.from().block().text());
    };
  }

  private CompletionStage<StartOutcome> started(
      Admitted admitted,
      StartRequest request,
      Claimed claimed,
      String requestId,
      Optional<TraceParent> trace) {
    var key = claimed.key();
    var agent = agents.current(key.tenant(), request.agent());
    if (agent.isEmpty()) return CompletableFuture.completedStage(new StartOutcome.NoSuchAgent());
    var start =
        new SessionCommand.Start(
            key.tenant(),
            agent.get().ref(),
            request.channel(),
            request.customer(),
            request.metadata(),
            request.greeting().or(() -> greeting(agent.get().presentation(), request.language())),
            visitor(admitted),
            entry.clock().instant());
    return entry
        .ask(key, start, requestId, trace)
        .thenCompose(
            answer ->
                switch (answer) {
                  case Answer.Stored _ -> viewed(admitted, claimed);
                  case Answer.Refused _, Answer.Limited _, Answer.Damaged _ ->
                      CompletableFuture.completedStage(new StartOutcome.NotStored(answer));
                });
  }

  private CompletionStage<StartOutcome> viewed(Admitted admitted, Claimed claimed) {
    return entry
        .sessions()
        .view(claimed.key())
        .thenApply(view -> fresh(view.orElseThrow(NoSuchSession::new), admitted, claimed));
  }

  /// A key grants access to its session, and not every caller makes it hard to guess.
  private StartOutcome fresh(SessionView view, Admitted admitted, Claimed claimed) {
    boolean staff = admitted.principal().isStaff();
    var until = view.createdAt().plus(window(staff));
    // the holder of a session's key must not get past the revocation of its tokens
    boolean isRevoked = !staff && revoked.test(view.key());
    boolean isOver = isRevoked || until.isBefore(entry.clock().instant());
    return !claimed.proposed() && isOver
        ? new StartOutcome.KeyReused()
        : new StartOutcome.Started(view);
  }

  private Duration window(boolean staff) {
    var window = entry.settings().starts().idempotencyWindow();
    return staff || window.compareTo(VISITOR_WINDOW) < 0 ? window : VISITOR_WINDOW;
  }

  /// The same value for all addresses of a block. A customer with a proof is not counted by it.
  private Optional<String> visitor(Admitted admitted) {
    var principal = admitted.principal();
    return principal.isStaff() || principal.may(Permission.NAME_CUSTOMER)
        ? Optional.empty()
        : Optional.of(seal.apply(admitted.from().block().text()).substring(0, VISITOR_DIGITS));
  }

  private static Optional<String> greeting(AgentPresentation agent, Optional<String> language) {
    return language.map(agent::in).orElseGet(agent::preferred).greeting();
  }

  private String randomId() {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
