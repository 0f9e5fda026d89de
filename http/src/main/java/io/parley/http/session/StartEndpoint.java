package io.parley.http.session;

import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.Agents;
import io.parley.core.journal.Caller;
import io.parley.core.journal.StartRequests;
import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.core.session.Customer;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionId;
import io.parley.core.session.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.challenge.Challenge;
import io.parley.http.challenge.HashChallenge;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.token.Access;
import io.parley.sessions.SessionView;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `POST /v1/sessions`. With an `Idempotency-Key` a request that is sent again finds the session of
/// the first; a crash between claiming the key and starting heals, for starting the same session
/// again has no second effect. A key is its caller's own
/// (docs/decisions/0047-an-idempotency-key-belongs-to-its-caller.md).
final class StartEndpoint {
  /// A name that tells nothing: 128 random bits.
  private static final int ID_BYTES = 16;

  /// A visitor who missed the answer asks again within minutes, and the answer holds a token.
  private static final Duration VISITOR_WINDOW = Duration.ofHours(1);

  /// A visitor's key is a secret like a token only when nobody can guess it. Some 64 bits of hex.
  private static final int SECRET_CHARACTERS = 16;

  private static final int SECRET_DISTINCT = 6;

  /// 128 bits in hexadecimal: no two blocks have the same.
  private static final int VISITOR_DIGITS = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  /// A structured field string (RFC 9651), or the same without its quotes as many send it.
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("\"?([!#-~]{1,128})\"?");

  private final Edge edge;
  private final Agents agents;
  private final StartRequests requests;
  private final StartLimiter limiter;
  private final Challenge challenge;

  StartEndpoint(Edge edge, Agents agents, StartRequests requests) {
    this.edge = edge;
    this.agents = agents;
    this.requests = requests;
    this.limiter =
        new StartLimiter(edge.settings().start(), edge.metrics().refusals(), edge.door()::nodes);
    this.challenge =
        new HashChallenge(
            edge.settings().visitors().challenge(), text -> edge.tokens().seal("challenge", text));
  }

  Endpoint endpoint() {
    return Endpoint.post("/v1/sessions", this::start);
  }

  /// @param key of the session to start or to find; @param proposed whether it was made up just now
  private record Claimed(SessionKey key, boolean proposed) {}

  private CompletionStage<HttpResponse> start(Call call) {
    var caller = caller(call);
    boolean staff = caller instanceof Caller.Company;
    if (staff) edge.readers().known().add(call.from());
    requireRoom();
    // a shop's own backend starts the sessions of all its customers from one address
    var left = staff ? Optional.<Quota>empty() : Optional.of(asStranger(call));
    limiter.take(TenantId.DEFAULT, edge.clock().instant());
    var idempotencyKey = call.header("Idempotency-Key").map(StartEndpoint::idempotencyKey);
    return call.json()
        .thenApply(fields -> StartRequest.read(fields, edge.settings().start().metadata(), staff))
        .thenCompose(
            request ->
                claim(caller, idempotencyKey, request)
                    .thenCompose(claimed -> started(call, caller, request, claimed)))
        .thenApply(view -> created(view, caller, left));
  }

  private Quota asStranger(Call call) {
    var now = edge.clock().instant();
    var answer = call.header("Challenge-Answer");
    return switch (challenge.check(call.from(), answer, limiter.pressure(now), now)) {
      case Challenge.Passed() -> limiter.take(call.from(), now);
      case Challenge.Demanded(var text, var detail) -> {
        edge.metrics().refusals().count(Limit.CHALLENGE);
        throw new ProblemException(ProblemDetail.challenged(text, detail, limiter.quiet()));
      }
    };
  }

  /// Those that are awake go on; what would come on top is another node's, or comes later.
  private void requireRoom() {
    if (edge.door().awake() >= edge.settings().load().sessionsAwakeMax())
      throw new ProblemException(edge.metrics().refusals().overloaded(Limit.SESSIONS_AWAKE));
  }

  /// Anybody may start a session, but only the company says whose it is.
  private Caller caller(Call call) {
    return switch (edge.tokens().check(Guard.bearer(call), call.from(), edge.clock().instant())) {
      case Access.Granted(var principal, _) when principal.isStaff() ->
          new Caller.Company(principal.role());
      case Access.Slowed slowed -> throw Guard.slowed(slowed);
      case Access.Granted _, Access.Missing(), Access.Expired(), Access.Unknown() ->
          new Caller.Visitor(call.from().block().text());
    };
  }

  private CompletionStage<Claimed> claim(
      Caller caller, Optional<String> idempotencyKey, StartRequest request) {
    var proposed = new SessionId(randomId());
    if (idempotencyKey.isEmpty())
      return CompletableFuture.completedStage(new Claimed(key(proposed), true));
    // a verified customer is in the fingerprint, and nobody but the company can have sent it
    var key =
        new StartRequests.Key(
            caller,
            idempotencyKey.get(),
            request.customer().filter(Customer::verified).isPresent());
    return requests
        .claim(TenantId.DEFAULT, key, request.fingerprint(), proposed)
        .thenApply(
            claim ->
                switch (claim) {
                  case StartRequests.Granted(var session) ->
                      found(session, proposed, caller, idempotencyKey.get());
                  case StartRequests.Reused() ->
                      throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
                });
  }

  private static Claimed found(SessionId session, SessionId proposed, Caller caller, String text) {
    if (session.equals(proposed)) return new Claimed(key(session), true);
    // a neighbour behind the same address may have guessed it: the answer would hold the token
    if (caller instanceof Caller.Visitor && !isSecret(text))
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "the key is too easy to guess for its answer to be given twice (expected: a UUID, or"
                  + " %d random characters or more)".formatted(SECRET_CHARACTERS)));
    return new Claimed(key(session), false);
  }

  private static boolean isSecret(String key) {
    return key.length() >= SECRET_CHARACTERS && key.chars().distinct().count() >= SECRET_DISTINCT;
  }

  private CompletionStage<SessionView> started(
      Call call, Caller caller, StartRequest request, Claimed claimed) {
    var agent =
        agents
            .current(TenantId.DEFAULT, request.agent())
            .orElseThrow(() -> new Malformed("there is no such agent"));
    var start =
        new SessionCommand.Start(
            TenantId.DEFAULT,
            agent.ref(),
            request.channel(),
            request.customer(),
            request.metadata(),
            greeting(agent.presentation(), request.language()),
            visitor(caller),
            edge.clock().instant());
    return Asking.stored(edge, claimed.key(), start, call)
        .thenCompose(_ -> edge.door().view(claimed.key()))
        .thenApply(view -> fresh(view.orElseThrow(Guard::notFound), caller, claimed));
  }

  /// The same for all of a block of addresses, and without our key nobody finds the block by it.
  private Optional<String> visitor(Caller caller) {
    return switch (caller) {
      case Caller.Company _ -> Optional.empty();
      case Caller.Visitor(var block) ->
          Optional.of(edge.tokens().seal("visitor", block).substring(0, VISITOR_DIGITS));
    };
  }

  private static Optional<String> greeting(AgentPresentation agent, Optional<String> language) {
    return language.map(agent::in).orElseGet(agent::preferred).greeting();
  }

  /// A key opens its session to whoever sends it, and not everybody makes it hard to guess.
  private SessionView fresh(SessionView view, Caller caller, Claimed claimed) {
    var until = view.createdAt().plus(window(caller));
    // whoever holds the key of a session must not get past the revocation of its tokens
    boolean revoked =
        caller instanceof Caller.Visitor && edge.tokens().revocations().concern(view.key());
    if (!claimed.proposed() && (revoked || until.isBefore(edge.clock().instant())))
      throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
    return view;
  }

  private Duration window(Caller caller) {
    var window = edge.settings().start().idempotencyWindow();
    return switch (caller) {
      case Caller.Company _ -> window;
      case Caller.Visitor _ -> window.compareTo(VISITOR_WINDOW) < 0 ? window : VISITOR_WINDOW;
    };
  }

  private HttpResponse created(SessionView view, Caller caller, Optional<Quota> left) {
    var id = view.key().session().value();
    var now = edge.clock().instant();
    var token =
        switch (caller) {
          case Caller.Company _ -> edge.tokens().issue(view.key(), now);
          case Caller.Visitor _ -> edge.tokens().again(view.key(), view.createdAt(), now);
        };
    var json = JsonText.object().put("id", id).put("token", token.token()).put("seq", view.seq());
    json.set("agent", WireEvents.agent(view.agent()));
    json.put("status", JsonText.word(view.status()))
        .put("createdAt", JsonText.time(view.createdAt()));
    return Replies.json(201, json)
        .addHeader(Replies.header("Location", "/v1/sessions/" + id))
        .addHeaders(left.map(Replies::quota).orElse(List.of()));
  }

  private static String idempotencyKey(String header) {
    var key = IDEMPOTENCY_KEY.matcher(header.strip());
    if (!key.matches())
      throw new Malformed(
          "Idempotency-Key of another form (expected: 1 to 128 visible characters)");
    return key.group(1);
  }

  private static SessionKey key(SessionId session) {
    return new SessionKey(TenantId.DEFAULT, session);
  }

  private static String randomId() {
    var bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
