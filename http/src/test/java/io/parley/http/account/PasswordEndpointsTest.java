package io.parley.http.account;

import static io.parley.http.account.AccountServer.NOON;
import static io.parley.http.account.AccountServer.OPERATOR;
import static io.parley.http.account.AccountServer.bearer;
import static io.parley.http.account.AccountServer.status;
import static io.parley.http.account.TestAccounts.LARCH;
import static io.parley.http.account.TestAccounts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.ClientRole;
import io.parley.core.mail.MailKind;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordEndpointsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OTHER = "five birches by the river bank";
  private static final String RESETS = "/v1/password-resets";
  private static final String FACTOR = "/v1/me/second-factor";

  private final AccountServer server = new AccountServer();

  @BeforeEach
  void people() {
    server.accounts.member("ada", LARCH, ClientRole.OWNER);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse forgot(String email) {
    return server.call("POST", RESETS, "{\"email\": \"%s\"}".formatted(email));
  }

  private String mailed() {
    var mails = server.accounts.mails;
    await().atMost(PATIENCE).until(() -> !mails.of(MailKind.RESET).isEmpty());
    var link = mails.of(MailKind.RESET).getLast().values().get(MailKind.LINK);
    assertThat(link).startsWith("https://parley.example/reset#");
    return link.substring(link.indexOf('#') + 1);
  }

  private HttpResponse reset(String token, String password) {
    return server.call(
        "PUT", RESETS, "{\"token\": \"%s\", \"password\": \"%s\"}".formatted(token, password));
  }

  @Test
  void an_address_with_an_account_and_one_without_get_the_same_answer() {
    var known = forgot("ada@shop.example");
    var unknown = forgot("nobody@shop.example");
    assertThat(status(known)).isEqualTo(202);
    assertThat(status(unknown)).isEqualTo(202);
    assertThat(server.text(known)).isEqualTo(server.text(unknown)).isEmpty();
    mailed();
    assertThat(server.accounts.mails.all())
        .noneMatch(mail -> mail.to().text().startsWith("nobody"));
  }

  @Test
  void a_link_is_mailed_in_the_language_that_the_browser_asks_for() {
    server.call(
        "POST",
        RESETS,
        "{\"email\": \"ada@shop.example\"}",
        "Accept-Language",
        "de-AT,de;q=0.9,en;q=0.8");
    mailed();
    assertThat(server.accounts.mails.of(MailKind.RESET).getLast().language()).isEqualTo("de-at");
  }

  @Test
  void a_link_sets_a_password_once_and_ends_all_sign_ins() {
    var signedIn = server.signedIn("ada");
    forgot("ada@shop.example");
    var token = mailed();
    var look = server.json(server.call("POST", "/v1/links", "{\"token\": \"" + token + "\"}"));
    assertThat(look.path("kind").asText()).isEqualTo("reset");
    assertThat(look.size()).isEqualTo(1);
    var weak = reset(token, "short");
    assertThat(status(weak)).isEqualTo(422);
    assertThat(status(reset(token, OTHER))).isEqualTo(204);
    var again = reset(token, OTHER);
    assertThat(status(again)).isEqualTo(409);
    assertThat(server.problem(again).path("reason").asText()).isEqualTo("unknown-link");
    assertThat(status(server.call("GET", "/v1/me", "", bearer(signedIn)))).isEqualTo(401);
    assertThat(status(server.signIn("ada", PASSWORD))).isEqualTo(401);
    assertThat(status(server.signIn("ada", OTHER))).isEqualTo(201);
  }

  @Test
  void a_poisoned_host_does_not_get_into_the_link() {
    server.call(
        "POST",
        RESETS,
        "{\"email\": \"ada@shop.example\"}",
        "Host",
        "evil.example",
        "Origin",
        "https://evil.example",
        "X-Forwarded-Host",
        "evil.example");
    // mailed() checks the address
    assertThat(mailed()).isNotEmpty();
  }

  @Test
  void a_flood_of_forgotten_passwords_is_refused() {
    for (int i = 0; i < 10; i++) assertThat(status(forgot(i + "@shop.example"))).isEqualTo(202);
    assertThat(status(forgot("x@shop.example"))).isEqualTo(429);
  }

  @Test
  void a_person_changes_its_password_and_other_sign_ins_end() {
    var one = server.signedIn("ada");
    var other = server.signedIn("ada");
    var body = "{\"current\": \"%s\", \"password\": \"%s\"}";
    var path = "/v1/me/password";
    var wrong = server.call("PUT", path, body.formatted(OTHER, OTHER), bearer(one));
    assertThat(status(wrong)).isEqualTo(403);
    assertThat(server.problem(wrong).path("reason").asText()).isEqualTo("wrong-credentials");
    var common =
        server.call("PUT", path, body.formatted(PASSWORD, "password password"), bearer(one));
    assertThat(server.problem(common).path("reason").asText()).isEqualTo("common");
    assertThat(status(server.call("PUT", path, body.formatted(PASSWORD, OTHER), bearer(one))))
        .isEqualTo(204);
    assertThat(status(server.call("GET", "/v1/me", "", bearer(one)))).isEqualTo(200);
    assertThat(status(server.call("GET", "/v1/me", "", bearer(other)))).isEqualTo(401);
  }

  @Test
  void a_second_factor_is_turned_on_asked_for_and_turned_off() {
    var ada = server.signedIn("ada");
    var begun =
        server.call("POST", FACTOR, "{\"password\": \"%s\"}".formatted(PASSWORD), bearer(ada));
    assertThat(status(begun)).isEqualTo(201);
    var json = server.json(begun);
    assertThat(json.path("uri").asText()).startsWith("otpauth://totp/");
    // not confirmed: not asked for
    assertThat(status(server.signIn("ada", PASSWORD))).isEqualTo(201);
    var key = json.path("key").asText();
    var confirmed =
        server.call("PUT", FACTOR, "{\"code\": \"%s\"}".formatted(code(key)), bearer(ada));
    assertThat(status(confirmed)).isEqualTo(200);
    var codes = server.json(confirmed).path("recoveryCodes");
    assertThat(codes).hasSize(10);
    var asked = server.signIn("ada", PASSWORD);
    assertThat(status(asked)).isEqualTo(401);
    assertThat(server.text(asked)).contains("/problems/code-needed");
    assertThat(status(withCode("000000"))).isEqualTo(401);
    server.now = NOON.plus(Duration.ofMinutes(2));
    var in = withCode(code(key));
    assertThat(status(in)).isEqualTo(201);
    assertThat(status(withCode(code(key)))).as("the same code again").isEqualTo(401);
    var me = server.json(server.call("GET", "/v1/me", "", bearer(server.json(in))));
    assertThat(me.path("secondFactor").asBoolean()).isTrue();
    assertThat(me.path("recoveryCodesLeft").asInt()).isEqualTo(10);
    var off = "{\"password\": \"%s\", \"code\": \"%s\"}".formatted(PASSWORD, codes.get(0).asText());
    assertThat(status(server.call("DELETE", FACTOR, off, bearer(ada)))).isEqualTo(204);
    assertThat(status(server.signIn("ada", PASSWORD))).isEqualTo(201);
  }

  private HttpResponse withCode(String code) {
    return server.call(
        "POST",
        "/v1/sign-ins",
        "{\"email\": \"ada@shop.example\", \"password\": \"%s\", \"code\": \"%s\"}"
            .formatted(PASSWORD, code));
  }

  private String code(String key) {
    return CodeApp.code(key, server.now);
  }

  @Test
  void the_shared_tokens_have_no_account() {
    var operator = new String[] {"Authorization", "Bearer " + OPERATOR};
    Stream.of("GET /v1/me", "GET /v1/sign-ins", "DELETE /v1/sign-ins", "POST " + FACTOR)
        .forEach(
            operation -> {
              var words = operation.split(" ", -1);
              var refused = server.call(words[0], words[1], "", operator);
              assertThat(status(refused)).as(operation).isEqualTo(403);
              assertThat(problem(refused).path("reason").asText()).isEqualTo("people-only");
            });
    assertThat(status(server.call("GET", "/v1/me", ""))).isEqualTo(401);
  }

  private ObjectNode problem(HttpResponse response) {
    return server.problem(response);
  }
}
