package io.parley.operations;

import io.parley.core.access.Permission;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.token.Access;
import io.parley.http.token.Tokens;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Controls access to the management port. It excludes two dangers: somebody who reaches the port
/// and is no operator, by a token; and a web page open in an operator's browser, whose scripts
/// reach the port from there (docs/decisions/0025-who-may-manage.md).
public final class OperatorGate {
  private static final Origins OUR_OWN = new Origins(Set.of());

  /// IPv4, and IPv6 in brackets; with or without a port.
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:.%]+])(?::\\d+)?");

  private final Tokens tokens;
  private final Clock clock;
  private final boolean tokenNeeded;
  private final Set<String> hosts;

  /// @param tokens identifies operators; @param tokenNeeded whether a token is mandatory
  /// @param host the name of this port, accepted without a token, besides addresses and `localhost`
  public OperatorGate(Tokens tokens, Clock clock, boolean tokenNeeded, String host) {
    this.tokens = tokens;
    this.clock = clock;
    this.tokenNeeded = tokenNeeded;
    this.hosts = Set.of("localhost", host.toLowerCase(Locale.ROOT));
  }

  /// The same endpoints, for operators only.
  public List<Endpoint> guard(List<Endpoint> endpoints) {
    return endpoints.stream().map(this::guard).toList();
  }

  private Endpoint guard(Endpoint endpoint) {
    return new Endpoint(
        endpoint.method(),
        endpoint.path(),
        call -> {
          check(call, !endpoint.method().value().equals("GET"));
          return endpoint.handler().answer(call);
        });
  }

  /// @throws ProblemException 401 or 403
  private void check(Call call, boolean changes) {
    if (!OUR_OWN.allows(call.request())) throw new ProblemException(ProblemType.ORIGIN_NOT_ALLOWED);
    // on changes a browser names the page's origin: it must be our own page, and the token proves
    // that an operator uses it
    boolean browser = call.header("Origin").isPresent();
    var given = call.bearer();
    if (given.isPresent()) {
      requireOperator(call, given);
    } else if (tokenNeeded || (browser && changes)) {
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.TOKEN_MISSING,
              "expected: Authorization: Bearer and an operator's token"));
    } else requireOwnName(call);
  }

  /// For a page whose own domain name resolves to this machine, the browser considers us the same
  /// origin (DNS rebinding). The name in `Host` reveals it.
  private void requireOwnName(Call call) {
    var host = call.header("Host").orElse("").toLowerCase(Locale.ROOT);
    if (host.isEmpty() || ADDRESS.matcher(host).matches()) return;
    int port = host.lastIndexOf(':');
    if (!hosts.contains(port < 0 ? host : host.substring(0, port)))
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.ORIGIN_NOT_ALLOWED,
              "the name in Host is not this port's (expected: an address, localhost,"
                  + " parley.management.host, or an operator's token)"));
  }

  /// Either the shared token, or the access token of a person of the platform's staff, which was
  /// checked before.
  private void requireOperator(Call call, Optional<String> given) {
    var proven = call.proven().filter(sender -> given.filter(sender.token()::equals).isPresent());
    if (proven.isPresent()) {
      // the person is known: another token of theirs would not help
      if (!proven.get().principal().may(Permission.OPERATE))
        throw new ProblemException(
            ProblemDetail.of(
                ProblemType.NOT_ALLOWED,
                "this port is for operators (expected: the platform's role Operator)"));
      return;
    }
    switch (tokens.check(given, call.from(), clock.instant())) {
      case Access.Granted(var principal, _) when principal.may(Permission.OPERATE) -> {
        // accepted
      }
      case Access.Slowed slowed -> throw new ProblemException(slowed.problem());
      case Access.Granted _, Access.Missing _, Access.Expired _, Access.Unknown _ ->
          throw new ProblemException(ProblemType.TOKEN_INVALID);
    }
  }
}
