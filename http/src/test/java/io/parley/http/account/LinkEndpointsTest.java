package io.parley.http.account;

import static io.parley.http.account.AccountServer.NOON;
import static io.parley.http.account.AccountServer.bearer;
import static io.parley.http.account.AccountServer.cookie;
import static io.parley.http.account.AccountServer.status;
import static io.parley.http.account.TestAccounts.LARCH;
import static io.parley.http.account.TestAccounts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.access.ClientRole;
import io.parley.core.mail.MailKind;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkEndpointsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AccountServer server = new AccountServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static String signUp(String email, String slug) {
    return """
    {"name": "Ada Byron", "email": "%s", "organisation": "Lace Works", "slug": "%s"}\
    """
        .formatted(email, slug);
  }

  /// The token of the link in the newest mail about a sign-up.
  private String mailed() {
    var mails = server.accounts.mails;
    await().atMost(PATIENCE).until(() -> !mails.of(MailKind.VERIFY).isEmpty());
    return mails.token(MailKind.VERIFY);
  }

  /// A link of an invitation to the organisation `LARCH`.
  private String invitation(String email) {
    var token = "token-of-an-invitation-for-" + email.replace('@', '-');
    server.accounts.companies.invite(LARCH, TokenHash.of(token), new EmailAddress(email), NOON);
    return token;
  }

  private static String body(String token, String more) {
    return "{\"token\": \"%s\"%s}".formatted(token, more);
  }

  @Test
  void whoever_signs_up_and_has_the_mail_is_the_owner() {
    var accepted = server.call("POST", "/v1/sign-ups", signUp("ada@shop.example", "lace-works"));
    assertThat(status(accepted)).isEqualTo(202);
    assertThat(server.text(accepted)).isEmpty();
    var token = mailed();
    var look = server.json(server.call("POST", "/v1/links", body(token, "")));
    assertThat(look.path("kind").asText()).isEqualTo("verify");
    assertThat(look.at("/organisation/name").asText()).isEqualTo("Lace Works");
    assertThat(look.path("email").asText()).isEqualTo("ada@shop.example");
    assertThat(look.path("hasAccount").asBoolean()).isFalse();
    var in =
        server.call(
            "POST",
            "/v1/links/acceptance",
            body(token, ", \"password\": \"%s\", \"cookie\": true".formatted(PASSWORD)));
    assertThat(status(in)).isEqualTo(201);
    assertThat(cookie(in, "parley_sign_in")).isPresent();
    var json = server.json(in);
    assertThat(json.at("/organisations/0/roles/0").asText()).isEqualTo("owner");
    assertThat(json.has("refreshToken")).isFalse();
    assertThat(status(server.who(json.path("accessToken").asText()))).isEqualTo(200);
  }

  @Test
  void links_begin_with_the_address_of_the_settings_whatever_host_a_request_names() {
    server.call(
        "POST",
        "/v1/sign-ups",
        signUp("ada@shop.example", "lace-works"),
        "Host",
        "evil.example",
        "Origin",
        "https://evil.example",
        "X-Forwarded-Host",
        "evil.example");
    mailed();
    assertThat(server.accounts.mails.of(MailKind.VERIFY).getLast().values().get(MailKind.LINK))
        .startsWith("https://parley.example/link#");
  }

  @ParameterizedTest
  @CsvSource({"admin, reserved", "taken, unavailable"})
  void a_slug_that_is_not_free_is_refused_with_a_reason(String slug, String reason) {
    server.call("POST", "/v1/sign-ups", signUp("eve@shop.example", "taken"));
    var refused = server.call("POST", "/v1/sign-ups", signUp("ada@shop.example", slug));
    assertThat(status(refused)).isEqualTo(409);
    var problem = server.problem(refused);
    assertThat(problem.path("type").asText()).isEqualTo("/problems/organisation-refused");
    assertThat(problem.path("reason").asText()).isEqualTo(reason);
  }

  @Test
  void nobody_signs_up_where_that_is_closed() {
    try (var closed = new AccountServer(false, Optional.empty(), 100)) {
      var refused = closed.call("POST", "/v1/sign-ups", signUp("ada@shop.example", "lace-works"));
      assertThat(status(refused)).isEqualTo(403);
      assertThat(closed.text(refused)).contains("/problems/sign-up-closed");
      assertThat(closed.accounts.mails.all()).isEmpty();
      assertThat(closed.text(closed.call("GET", "/v1/sign-ups", ""))).isEqualTo("{\"open\":false}");
    }
    assertThat(server.text(server.call("GET", "/v1/sign-ups", ""))).isEqualTo("{\"open\":true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | name is missing",
        "{\"name\": \"A\\nB\"} | name is no name",
        "{\"name\": \"A\", \"email\": \"nobody\"} | email is no address",
        "{\"name\": \"A\", \"email\": \"a@b.example\"} | organisation is missing",
        "{\"name\": \"A\", \"email\": \"a@b.example\", \"organisation\": \"B\", \"slug\": \"-\"} |"
            + " slug is of another form",
        "{\"name\": \"A\", \"email\": \"a@b.example\", \"organisation\": \"B\", \"slug\": \"lace\","
            + " \"language\": \"../etc\"} | language is of another form"
      })
  void a_wrong_request_is_refused(String body, String detail) {
    var refused = server.call("POST", "/v1/sign-ups", body);
    assertThat(status(refused)).isEqualTo(400);
    assertThat(server.text(refused)).contains(detail);
  }

  @Test
  void a_link_that_does_not_work_is_not_found_and_an_unknown_one_looks_the_same() {
    var token = invitation("ada@shop.example");
    assertThat(status(server.call("POST", "/v1/links", body(token, "")))).isEqualTo(200);
    server.now = NOON.plus(Duration.ofDays(8));
    var expired = server.call("POST", "/v1/links", body(token, ""));
    var unknown = server.call("POST", "/v1/links", body("another-token", ""));
    assertThat(status(expired)).isEqualTo(404);
    assertThat(server.problem(expired)).isEqualTo(server.problem(unknown));
  }

  @Test
  void a_person_with_a_password_must_give_it_to_use_a_link() {
    server.accounts.person("ada");
    var token = invitation("ada@shop.example");
    var look = server.json(server.call("POST", "/v1/links", body(token, "")));
    assertThat(look.path("kind").asText()).isEqualTo("invitation");
    assertThat(look.path("hasAccount").asBoolean()).isTrue();
    var path = "/v1/links/acceptance";
    var wrong = server.call("POST", path, body(token, ", \"password\": \"another one than hers\""));
    assertThat(status(wrong)).isEqualTo(401);
    assertThat(server.text(wrong)).contains("/problems/sign-in-refused");
    var right = server.call("POST", path, body(token, ", \"password\": \"" + PASSWORD + "\""));
    assertThat(status(right)).isEqualTo(201);
    assertThat(status(server.call("POST", path, body(token, "")))).isEqualTo(409);
  }

  @Test
  void a_weak_password_uses_no_link_up() {
    var token = invitation("new@shop.example");
    var path = "/v1/links/acceptance";
    var weak = server.call("POST", path, body(token, ", \"password\": \"short\""));
    assertThat(status(weak)).isEqualTo(422);
    assertThat(server.problem(weak).path("reason").asText()).isEqualTo("too-short");
    var right = server.call("POST", path, body(token, ", \"password\": \"" + PASSWORD + "\""));
    assertThat(status(right)).isEqualTo(201);
  }

  @Test
  void somebody_who_is_signed_in_uses_a_link_as_that_person() {
    server.accounts.member("ada", TestAccounts.BIRCH, ClientRole.OWNER);
    var signedIn = server.signedIn("ada");
    var token = invitation("ada@shop.example");
    var accepted = server.call("POST", "/v1/links/acceptance", body(token, ""), bearer(signedIn));
    assertThat(status(accepted)).isEqualTo(200);
    assertThat(server.json(accepted).at("/organisation/id").asText()).isEqualTo(LARCH.toString());
    var me = server.json(server.call("GET", "/v1/me", "", bearer(signedIn)));
    assertThat(me.path("organisations")).hasSize(2);
    assertThat(me.at("/organisation/name").asText()).isEqualTo("Birch");
  }

  @Test
  void a_flood_of_sign_ups_from_one_address_is_refused() {
    for (int i = 0; i < 10; i++)
      assertThat(status(server.call("POST", "/v1/sign-ups", signUp(i + "@shop.example", "s-" + i))))
          .isNotEqualTo(429);
    var eleventh = server.call("POST", "/v1/sign-ups", signUp("x@shop.example", "lace-works"));
    assertThat(status(eleventh)).isEqualTo(429);
    assertThat(eleventh.getHeader("Retry-After")).isPresent();
    assertThat(server.text(eleventh)).contains("too many sign-ups");
    var elsewhere =
        server.call(
            "POST",
            "/v1/sign-ups",
            signUp("x@shop.example", "lace-works"),
            "X-Forwarded-For",
            "198.51.100.9");
    assertThat(status(elsewhere)).isEqualTo(202);
  }

  @Test
  void a_flood_of_other_requests_from_one_address_is_refused() {
    for (int i = 0; i < 100; i++) server.call("POST", "/v1/links", body("guess-" + i, ""));
    for (var path : new String[] {"/v1/links", "/v1/links/acceptance", "/v1/sign-ins/renewal"})
      assertThat(status(server.call("POST", path, body("guess", "")))).as(path).isEqualTo(429);
    server.now = NOON.plus(Duration.ofMinutes(3));
    assertThat(status(server.call("POST", "/v1/links", body("guess", "")))).isEqualTo(404);
  }
}
