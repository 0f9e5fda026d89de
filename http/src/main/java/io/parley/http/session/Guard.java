package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.token.Access;
import io.parley.http.token.CustomerToken;
import io.parley.sessions.SessionView;
import java.util.Optional;
import java.util.stream.Stream;

/// Authenticates the caller and checks that its token opens the requested session. A missing
/// session and one that the token does not open look the same.
public final class Guard {
  private final Edge edge;

  public Guard(Edge edge) {
    this.edge = edge;
  }

  /// A session that the token opens; it may not exist.
  ///
  /// @param token of a customer
  public record Opened(SessionKey key, Principal principal, Optional<CustomerToken> token) {
    public Role role() {
      return principal.role();
    }
  }

  private Opened session(Call call, Optional<String> token) {
    return switch (access(edge, call, token)) {
      case Access.Granted(var principal, var held) -> {
        var key = reached(edge, call, principal);
        yield new Opened(key.orElseThrow(Guard::notFound), principal, held);
      }
      case Access.Missing _ -> throw new ProblemException(ProblemType.TOKEN_MISSING);
      case Access.Expired _ -> throw new ProblemException(ProblemType.TOKEN_EXPIRED);
      case Access.Unknown _ -> throw notFound();
      case Access.Slowed slowed -> throw slowed(slowed);
    };
  }

  /// The customer of a session and nobody else: a call carries the customer's voice.
  ///
  /// @param token as received, by whichever means
  public Opened calling(Call call, Optional<String> token) {
    var opened = session(call, token);
    require(Permission.CALL, opened.principal());
    return opened;
  }

  /// A session on which the token's holder may perform this action.
  ///
  /// @throws ProblemException 403
  public Opened session(Call call, Permission permission) {
    var opened = session(call, bearer(call));
    require(permission, opened.principal());
    return opened;
  }

  /// Staff, for requests that concern no single session.
  public Principal staff(Call call) {
    return staff(call, Permission.OVERSEE);
  }

  /// Staff that has the permission, or another of those that suffice, for requests that concern no
  /// single session. A customer has some of the same permissions, but for its own session.
  ///
  /// @throws ProblemException 403
  public Principal staff(Call call, Permission permission, Permission... sufficient) {
    var principal = holder(call).principal();
    if (!principal.isStaff()) throw new ProblemException(notAllowed(principal));
    if (Stream.of(sufficient).noneMatch(principal::may)) require(permission, principal);
    edge.known().add(call.from());
    return principal;
  }

  /// The keeper of something of an organisation, for requests that concern no single session. The
  /// shared operator token stands for the administrator of a single machine; `OPERATE` of a person
  /// is a permission on the platform, and none in an organisation.
  ///
  /// @param permission of all others
  /// @throws ProblemException 403
  public Principal keeper(Call call, Permission permission) {
    var sender = holder(call).principal();
    boolean isOperator =
        sender.subject() instanceof Subject.Staff && sender.may(Permission.OPERATE);
    if (!sender.isStaff()) throw new ProblemException(notAllowed(sender));
    if (!isOperator) require(permission, sender);
    edge.known().add(call.from());
    return sender;
  }

  /// Author, place and time of what staff does, for the audit trail of its organisation.
  public Act act(Call call, Principal sender) {
    var by =
        switch (sender.subject()) {
          case Subject.Account(var person, _) -> new Actor.Person(person);
          case Subject.Staff(var role) -> new Actor.Program(JsonText.word(role));
          case Subject.Program(var key, _) -> new Actor.Program("api-key-" + key);
          case Subject.Customer _, Subject.Visitor _ ->
              throw new IllegalStateException(
                  "an act of a " + sender.subject() + " (expected: of staff)");
        };
    return new Act(by, call.from(), edge.clock().instant());
  }

  /// The holder of a token.
  ///
  /// @param token of a customer
  public record Holder(Principal principal, Optional<CustomerToken> token) {}

  /// The holder of any token, for a protocol whose requests name what they are about in their body.
  ///
  /// @throws ProblemException 401 without a valid token
  public Holder holder(Call call) {
    return switch (check(call)) {
      case Access.Granted(var principal, var token) -> new Holder(principal, token);
      case Access.Missing _ -> throw new ProblemException(ProblemType.TOKEN_MISSING);
      case Access.Expired _ -> throw new ProblemException(ProblemType.TOKEN_EXPIRED);
      case Access.Unknown _ -> throw new ProblemException(ProblemType.TOKEN_INVALID);
      case Access.Slowed slowed -> throw slowed(slowed);
    };
  }

  /// The only place where permissions are checked.
  ///
  /// @throws ProblemException 403
  public static void require(Permission permission, Principal principal) {
    if (!principal.may(permission)) throw new ProblemException(notAllowed(principal));
  }

  static ProblemDetail notAllowed(Principal principal) {
    return ProblemDetail.of(
        ProblemType.NOT_ALLOWED,
        switch (principal.subject()) {
          case Subject.Program _ ->
              "not in the scopes of the API key, or not in the roles of its owner any more";
          case Subject.Account _ -> "not in your roles here (ask an owner or admin)";
          case Subject.Staff _, Subject.Customer _, Subject.Visitor _ ->
              "not in the role " + JsonText.word(principal.role());
        });
  }

  /// The session that the address names, if the principal may access it there: a customer or a
  /// visitor of one organisation has no session at the domain of another.
  static Optional<SessionKey> reached(Edge edge, Call call, Principal principal) {
    return Optional.of(call.value("id"))
        .filter(SessionId::isValid)
        .map(id -> new SessionKey(principal.tenant(), new SessionId(id)))
        .filter(principal::reaches)
        .filter(key -> principal.isStaff() || edge.sites().continues(call, key.tenant()));
  }

  /// The result of a token's check; one that was checked before the endpoint got the request is not
  /// checked again.
  ///
  /// @param token as received, by whichever means
  static Access access(Edge edge, Call call, Optional<String> token) {
    var access =
        call.proven()
            .filter(proven -> token.filter(proven.token()::equals).isPresent())
            .<Access>map(proven -> new Access.Granted(proven.principal(), Optional.empty()))
            .orElseGet(() -> edge.tokens().check(token, call.from(), edge.clock().instant()));
    if (access instanceof Access.Granted(var principal, _)) call.isOf(principal.tenant());
    return access;
  }

  /// The token in `Authorization` (RFC 6750).
  public static Optional<String> bearer(Call call) {
    return call.bearer().filter(token -> !token.isEmpty());
  }

  /// @throws ProblemException 409 when the reader knows events that the session does not have
  static SessionView requireReached(SessionView view, long after) {
    if (after <= view.seq()) return view;
    throw new ProblemException(
        ProblemDetail.of(
            ProblemType.RESUME_AHEAD,
            "after is %d (expected: ≤ %d, the session's last event). %s"
                .formatted(after, view.seq(), ProblemType.RESUME_AHEAD.meaning())));
  }

  /// 429, with `Retry-After`.
  static ProblemException slowed(Access.Slowed slowed) {
    return new ProblemException(slowed.problem());
  }

  public static ProblemException notFound() {
    return new ProblemException(ProblemType.SESSION_NOT_FOUND);
  }

  private Access check(Call call) {
    return access(edge, call, bearer(call));
  }
}
