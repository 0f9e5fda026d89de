package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.core.access.ClientRole;
import io.parley.core.access.PlatformRole;
import io.parley.core.access.Principal;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.account.AccessTokenAuthenticator;
import io.parley.http.account.TestAccounts;
import io.parley.http.connection.HttpPort;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import io.parley.identity.account.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sends every operation of `openapi.json` with access tokens of people in every role, of another
/// organisation, and of the platform, and with tokens that are not accepted any more, and compares
/// with `permissions-of-people.txt`. An operation without a row fails.
class PeoplePermissionsTest {
  private static final Origins ORIGINS = new Origins(Set.of());
  private static final Map<String, PersonRule> RULES = PersonRule.read();

  private static final Map<String, Sign> SIGNS = new LinkedHashMap<>();
  private static EdgeServer server;
  private static TestAccounts accounts;
  private static Operations operations;

  /// A person's token, and as whom it is accepted.
  private record Sign(String token, Optional<Principal> principal) {}

  @BeforeAll
  static void start() {
    server = EdgeServer.start("parley.tokens.guesses.free = 100000");
    var now = Instant.now();
    var early = now.minus(Duration.ofHours(3));
    accounts = new TestAccounts(early);
    accounts.companies.put(OrganisationId.DEFAULT, "Larch & Lace", Instant.EPOCH);
    accounts.member("late", OrganisationId.DEFAULT, ClientRole.OWNER);
    SIGNS.put("expired", refused(signedIn("late", OrganisationId.DEFAULT, early)));
    accounts.refresh(now);
    for (var role : ClientRole.values()) {
      var name = role.word();
      accounts.member(name, OrganisationId.DEFAULT, role);
      SIGNS.put(name, accepted(signedIn(name, OrganisationId.DEFAULT, now), now));
    }
    accounts.member("elsewhere", TestAccounts.BIRCH, ClientRole.OWNER);
    SIGNS.put("elsewhere", accepted(signedIn("elsewhere", TestAccounts.BIRCH, now), now));
    var operator = accounts.person("operator");
    accounts.companies.employ(operator, PlatformRole.OPERATOR);
    SIGNS.put("operator", accepted(accounts.signedIn("operator", Optional.empty(), now), now));
    var gone = accounts.member("gone", OrganisationId.DEFAULT, ClientRole.OWNER);
    var ended = signedIn("gone", OrganisationId.DEFAULT, now);
    accounts.accounts.signIns().end(gone, ended.signIn(), now).toCompletableFuture().join();
    SIGNS.put("ended", refused(ended));
    operations = new Operations(server.client, port().address().getPort());
  }

  private static SignedIn signedIn(String name, OrganisationId organisation, Instant now) {
    return accounts.signedIn(name, Optional.of(organisation), now);
  }

  private static Sign refused(SignedIn signedIn) {
    return new Sign(signedIn.access().token(), Optional.empty());
  }

  private static Sign accepted(SignedIn signedIn, Instant now) {
    var token = signedIn.access().token();
    var proof = accounts.accounts.check().check(token, now).toCompletableFuture().join();
    return new Sign(token, Optional.of(proof.orElseThrow().principal()));
  }

  /// As the server makes it: pages take no token.
  private static HttpPort port() {
    var authenticator =
        new AccessTokenAuthenticator(
            accounts.accounts.check(),
            TestAccounts.ISSUER,
            new SimpleMeterRegistry(),
            server.edge.clock());
    var router =
        Router.create(
            Stream.concat(
                    EveryEndpoint.ofApi(server.edge).stream().map(authenticator::over),
                    EveryEndpoint.ofPages().stream())
                .toList(),
            new Router.Settings(new BodyLimits(65_536, EdgeServer.PATIENCE), ORIGINS, 0),
            _ -> {},
            Materializer.createMaterializer(server.system));
    return server.bind(router);
  }

  @AfterAll
  static void stop() {
    accounts.close();
    server.close();
  }

  @Test
  void every_operation_has_one_row() {
    assertThat(RULES.keySet()).containsExactlyInAnyOrderElementsOf(Operations.names());
  }

  @Test
  void every_operation_admits_the_people_that_the_table_says() {
    var wrong = new ArrayList<String>();
    RULES.forEach(
        (operation, rule) -> {
          if (!rule.kind().equals("socket")) wrong.addAll(wrong(operation, rule));
        });
    assertThat(wrong).isEmpty();
  }

  private static List<String> wrong(String operation, PersonRule rule) {
    var wrong = new ArrayList<String>();
    SIGNS.forEach(
        (name, sign) -> {
          var response = operations.call(operation, server.startSession(), sign.token());
          var outcome = Operations.outcome(response);
          var expected =
              sign.principal()
                  .map(person -> rule.outcomes(person, isHere(person)))
                  .orElseGet(rule::outcomesOfEnded);
          if (!expected.contains(outcome))
            wrong.add(
                String.format(
                    Locale.ROOT,
                    "%s as %s: %s (expected: %s)",
                    operation,
                    name,
                    outcome,
                    expected));
        });
    return wrong;
  }

  @Test
  void a_session_of_another_organisation_and_a_missing_one_look_the_same() {
    var foreign = server.startSession();
    // of the same length
    var id = new SessionId("x" + foreign.session().value().substring(1));
    var missing = new SessionKey(foreign.tenant(), id);
    for (var name : List.of("elsewhere", "operator"))
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
    var response = operations.call(operation, session, SIGNS.get(name).token());
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
