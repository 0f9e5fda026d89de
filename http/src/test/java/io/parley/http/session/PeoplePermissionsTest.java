package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.access.Principal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.account.AccessTokenAuthenticator;
import io.parley.http.account.TestAccounts;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.http.session.SignedInPeople.Sign;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sends every operation of `openapi.json`, and every frame that a client may send, as each of the
/// [SignedInPeople], and compares with `permissions-of-people.txt`. An operation or a frame without
/// a row fails. Operations are called without a network: some 10,000 times.
class PeoplePermissionsTest {
  private static final Origins ORIGINS = new Origins(Set.of());
  private static final Map<String, PersonRule> RULES = PersonRule.read();

  private static EdgeServer server;
  private static SignedInPeople people;
  private static Operations operations;
  private static RoutedOperations routed;
  private static SocketOutcomes sockets;

  @BeforeAll
  static void start() {
    server = EdgeServer.start("parley.tokens.guesses.free = 100000");
    people = new SignedInPeople();
    var materializer = Materializer.createMaterializer(server.system);
    var router = router(materializer);
    routed = new RoutedOperations(router, materializer);
    var port = server.bind(router);
    operations = new Operations(server.client, port.address().getPort());
    sockets = new SocketOutcomes(server.client, operations);
  }

  /// As the server makes it: pages take no token.
  private static Router router(Materializer materializer) {
    var authenticator =
        new AccessTokenAuthenticator(
            people.accounts.accounts.check(),
            TestAccounts.ISSUER,
            new SimpleMeterRegistry(),
            server.edge.clock());
    return Router.create(
        Stream.concat(
                EveryEndpoint.ofApi(server.edge).stream().map(authenticator::over),
                EveryEndpoint.ofPages().stream())
            .toList(),
        new Router.Settings(new BodyLimits(65_536, EdgeServer.PATIENCE), ORIGINS, 0),
        _ -> {},
        materializer);
  }

  @AfterAll
  static void stop() {
    people.close();
    server.close();
  }

  @Test
  void every_operation_and_every_frame_has_one_row() {
    var expected = new LinkedHashSet<>(Operations.names());
    for (var frame : SocketOutcomes.FRAMES)
      expected.add(PermissionTable.frame(SocketOutcomes.type(frame)));
    assertThat(RULES.keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void every_operation_admits_the_people_that_the_table_says() {
    var wrong = new ArrayList<String>();
    RULES.forEach(
        (operation, rule) -> {
          if (!rule.kind().equals("frame")) wrong.addAll(wrong(operation, rule, call(operation)));
        });
    assertThat(wrong).isEmpty();
  }

  private static BiFunction<SessionKey, String, String> call(String operation) {
    return switch (operation) {
      case SocketOutcomes.SOCKET -> sockets::ofSocket;
      case SocketOutcomes.AUDIO -> sockets::ofAudio;
      default -> (session, token) -> routed.outcome(operation, session, token);
    };
  }

  @Test
  void every_frame_is_accepted_from_the_people_that_the_table_says() {
    var wrong = new ArrayList<String>();
    for (var frame : SocketOutcomes.FRAMES) {
      var name = PermissionTable.frame(SocketOutcomes.type(frame));
      wrong.addAll(
          wrong(name, RULES.get(name), (session, token) -> sockets.ofFrame(frame, session, token)));
    }
    assertThat(wrong).isEmpty();
  }

  /// Each has a session of its own: operations end sessions and revoke tokens.
  private static List<String> wrong(
      String what, PersonRule rule, BiFunction<SessionKey, String, String> outcomes) {
    var wrong = new ArrayList<String>();
    people.all.forEach(
        (name, sign) -> {
          var outcome = outcomes.apply(server.startSession(), sign.token());
          var expected = expected(rule, sign);
          if (!expected.contains(outcome))
            wrong.add("%s as %s: %s (expected: %s)".formatted(what, name, outcome, expected));
        });
    return wrong;
  }

  private static Set<String> expected(PersonRule rule, Sign sign) {
    return sign.principal()
        .map(person -> rule.outcomes(person, isHere(person)))
        .orElseGet(rule::outcomesOfEnded);
  }

  @Test
  void a_session_of_another_organisation_and_a_missing_one_look_the_same() {
    var foreign = server.startSession();
    // of the same length
    var id = new SessionId("x" + foreign.session().value().substring(1));
    var missing = new SessionKey(foreign.tenant(), id);
    for (var name : List.of("owner elsewhere", "operator"))
      RULES.forEach(
          (operation, rule) -> {
            if (rule.kind().equals("session"))
              assertThat(seen(operation, missing, name))
                  .as("%s as %s", operation, name)
                  .isEqualTo(seen(operation, foreign, name));
          });
  }

  /// All that the sender sees, without the session's id and the time.
  private static String seen(String operation, SessionKey session, String name) {
    var response = operations.call(operation, session, people.all.get(name).token());
    var headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    // a request is refused before its body has arrived, or after
    headers.remove("connection");
    var text = response.statusCode() + " " + headers + " " + response.body();
    return text.replace(session.session().value(), "{id}");
  }

  private static boolean isHere(Principal person) {
    return person.tenant().equals(TenantId.DEFAULT);
  }
}
