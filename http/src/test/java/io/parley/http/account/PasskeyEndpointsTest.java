package io.parley.http.account;

import static io.parley.http.account.AccountServer.bearer;
import static io.parley.http.account.AccountServer.cookie;
import static io.parley.http.account.AccountServer.pair;
import static io.parley.http.account.AccountServer.status;
import static io.parley.http.account.TestAccounts.LARCH;
import static io.parley.http.account.TestAccounts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.ClientRole;
import io.parley.core.identity.Passkeys.Passkey;
import io.parley.core.person.PersonId;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests of browsers and their answers. Signatures are checked by the tests of the services.
class PasskeyEndpointsTest {
  private static final String MINE = "/v1/me/passkeys";
  private static final String SIGN_IN = "/v1/sign-ins/passkey";

  private static final String ASSERTION =
      """
      {"credential": {"id": "a2V5", "response": {"clientDataJSON": "e30", "authenticatorData": "AA",
        "signature": "AA", "userHandle": "AA"}}, "cookie": true}\
      """;

  private final AccountServer server = new AccountServer();
  private PersonId ada;

  @BeforeEach
  void people() {
    ada = server.accounts.member("ada", LARCH, ClientRole.OWNER);
    server.accounts.member("eve", LARCH, ClientRole.OWNER);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void has(PersonId person, String id) {
    server
        .accounts
        .passkeys
        .add(
            new Passkey(
                id,
                person,
                "pQECAyYgASFY",
                0,
                "Laptop",
                List.of("usb"),
                AccountServer.NOON,
                Optional.empty()))
        .toCompletableFuture()
        .join();
  }

  private HttpResponse begin(ObjectNode signedIn, String password) {
    return server.call(
        "POST", MINE + "/options", "{\"password\": \"%s\"}".formatted(password), bearer(signedIn));
  }

  @Test
  void a_person_who_gives_its_password_gets_options_for_the_domain_of_the_settings() {
    has(ada, "a2V5");
    var answer = begin(server.signedIn("ada"), PASSWORD);
    assertThat(status(answer)).isEqualTo(200);
    assertThat(cookie(answer, "parley_passkey").orElseThrow())
        .contains("Path=/v1/me/passkeys", "Max-Age=300", "HttpOnly", "SameSite=Strict", "Secure");
    var options = server.json(answer);
    assertThat(options.at("/rp/id").asText()).isEqualTo("parley.example");
    assertThat(options.at("/user/name").asText()).isEqualTo("ada@shop.example");
    assertThat(options.at("/authenticatorSelection/userVerification").asText())
        .isEqualTo("required");
    assertThat(options.at("/excludeCredentials/0/id").asText()).isEqualTo("a2V5");
    assertThat(options.path("challenge").asText()).hasSize(43);
  }

  @Test
  void another_password_gets_none() {
    var refused = begin(server.signedIn("ada"), "another one of no song");
    assertThat(status(refused)).isEqualTo(403);
    assertThat(server.problem(refused).path("reason").asText()).isEqualTo("wrong-credentials");
  }

  @Test
  void a_passkey_that_was_not_begun_is_refused() {
    var made =
        """
        {"name": "Laptop", "credential": {"id": "a2V5",
          "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}}\
        """;
    var refused = server.call("POST", MINE, made, bearer(server.signedIn("ada")));
    assertThat(status(refused)).isEqualTo(409);
    assertThat(server.problem(refused).path("reason").asText()).isEqualTo("passkey-refused");
  }

  @Test
  void a_person_sees_names_and_removes_its_own_alone() {
    has(ada, "a2V5");
    var one = MINE + "/a2V5";
    var eve = bearer(server.signedIn("eve"));
    assertThat(status(server.call("GET", one, "", eve))).isEqualTo(404);
    assertThat(status(server.call("PATCH", one, "{\"name\": \"Mine\"}", eve))).isEqualTo(404);
    assertThat(status(server.call("DELETE", one, "", eve))).isEqualTo(404);
    assertThat(server.json(server.call("GET", MINE, "", eve)).path("passkeys")).isEmpty();

    var own = bearer(server.signedIn("ada"));
    var renamed = server.json(server.call("PATCH", one, "{\"name\": \"Telephone\"}", own));
    assertThat(renamed.path("name").asText()).isEqualTo("Telephone");
    assertThat(renamed.has("publicKey")).isFalse();
    assertThat(server.json(server.call("GET", MINE, "", own)).path("passkeys")).hasSize(1);
    assertThat(status(server.call("DELETE", one, "", own))).isEqualTo(204);
    assertThat(status(server.call("GET", one, "", own))).isEqualTo(404);
  }

  @Test
  void a_sign_in_begins_without_an_address_and_its_cookie_goes_there_alone() {
    var answer = server.call("POST", SIGN_IN + "/options", "{}");
    assertThat(status(answer)).isEqualTo(200);
    assertThat(cookie(answer, "parley_passkey").orElseThrow())
        .contains("Path=/v1/sign-ins/passkey", "Max-Age=300", "HttpOnly", "SameSite=Strict");
    var options = server.json(answer);
    assertThat(options.path("rpId").asText()).isEqualTo("parley.example");
    assertThat(options.path("userVerification").asText()).isEqualTo("required");
    assertThat(options.has("allowCredentials")).isFalse();
  }

  @Test
  void without_a_challenge_or_with_an_unknown_passkey_nobody_is_in() {
    var without = server.call("POST", SIGN_IN, ASSERTION);
    assertThat(status(without)).isEqualTo(401);
    assertThat(server.problem(without).path("type").asText())
        .isEqualTo("/problems/sign-in-refused");
    var options = server.call("POST", SIGN_IN + "/options", "{}");
    var sent = pair(cookie(options, "parley_passkey").orElseThrow());
    var unknown = server.call("POST", SIGN_IN, ASSERTION, "Cookie", sent);
    assertThat(status(unknown)).isEqualTo(401);
    has(ada, "a2V5");
    var nonsense = server.call("POST", SIGN_IN, ASSERTION, "Cookie", sent);
    assertThat(status(nonsense)).isEqualTo(401);
    assertThat(cookie(nonsense, "parley_sign_in")).isEmpty();
  }

  @Test
  void another_forms_body_is_malformed() {
    for (var body :
        List.of(
            "{}",
            "{\"credential\": 1}",
            ASSERTION.replace("\"a2V5\"", "\"a+b=\""),
            ASSERTION.replace("\"AA\"}", "\"" + "A".repeat(87) + "\"}"))) {
      assertThat(status(server.call("POST", SIGN_IN, body))).as(body).isIn(400, 413);
    }
  }

  @Test
  void another_sites_page_has_nobody_signed_in() {
    var foreign = server.call("POST", SIGN_IN, ASSERTION, "Origin", AccountServer.SHOP);
    assertThat(status(foreign)).isEqualTo(403);
  }
}
