package io.parley.http.account;

import static io.parley.http.account.AccountServer.NOON;
import static io.parley.http.account.AccountServer.SHOP;
import static io.parley.http.account.AccountServer.bearer;
import static io.parley.http.account.AccountServer.cookie;
import static io.parley.http.account.AccountServer.pair;
import static io.parley.http.account.AccountServer.status;
import static io.parley.http.account.TestAccounts.BIRCH;
import static io.parley.http.account.TestAccounts.LARCH;
import static io.parley.http.account.TestAccounts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.PlatformRole;
import io.parley.core.organisation.Slug;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInEndpointsTest {
  private final AccountServer server = new AccountServer();

  @BeforeEach
  void people() {
    var ada = server.accounts.member("ada", LARCH, ClientRole.VIEWER);
    server.accounts.companies.join(BIRCH, ada, ClientRole.OWNER, NOON);
    server.accounts.companies.setSlug(LARCH, new Slug("larch-lace"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void a_sign_in_tells_who_where_and_what_may_be_done() {
    var body =
        """
        {"email": " Ada@Shop.example ", "password": "%s", "organisation": "%s"}\
        """
            .formatted(PASSWORD, LARCH);
    var answer = server.call("POST", "/v1/sign-ins", body);
    assertThat(status(answer)).isEqualTo(201);
    assertThat(answer.getHeader("Cache-Control").orElseThrow().value()).isEqualTo("no-store");
    var json = server.json(answer);
    assertThat(json.path("refreshToken").asText()).startsWith("rt_");
    assertThat(json.path("expiresAt").asText()).isEqualTo("2026-11-26T13:00:00.000Z");
    assertThat(json.at("/person/email").asText()).isEqualTo("ada@shop.example");
    assertThat(json.at("/organisation/id").asText()).isEqualTo(LARCH.toString());
    assertThat(json.at("/organisation/slug").asText()).isEqualTo("larch-lace");
    assertThat(texts(json.path("permissions")))
        .containsExactlyInAnyOrder(
            "read", "oversee", "view-organisation", "view-people", "view-usage");
    assertThat(texts(json.findPath("organisations")).size()).isEqualTo(2);
    assertThat(json.at("/organisations/0/name").asText()).isEqualTo("Birch");
    assertThat(texts(json.at("/organisations/0/roles"))).containsExactly("owner");
    assertThat(json.at("/organisations/0/state").asText()).isEqualTo("active");
  }

  @Test
  void a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    var wrong = server.signIn("ada", "another password than that");
    var unknown = server.signIn("nobody", PASSWORD);
    assertThat(status(wrong)).isEqualTo(401);
    assertThat(server.problem(wrong)).isEqualTo(server.problem(unknown));
    assertThat(server.problem(server.signIn("nobody", PASSWORD)).path("type").asText())
        .isEqualTo("/problems/sign-in-refused");
  }

  @Test
  void an_organisation_of_others_and_a_missing_one_get_the_same_answer() {
    server.accounts.member("bob", BIRCH, ClientRole.OWNER);
    var body = "{\"email\": \"bob@shop.example\", \"password\": \"%s\", \"organisation\": \"%s\"}";
    var foreign = server.call("POST", "/v1/sign-ins", body.formatted(PASSWORD, LARCH));
    var missing =
        server.call(
            "POST",
            "/v1/sign-ins",
            body.formatted(PASSWORD, "00000000-0000-4000-8000-000000000009"));
    assertThat(status(foreign)).isEqualTo(403);
    var problem = server.problem(foreign);
    assertThat(problem.path("reason").asText()).isEqualTo("no-organisation");
    assertThat(server.problem(missing)).isEqualTo(problem);
  }

  @Test
  void guesses_have_to_pause() {
    for (int i = 0; i < 6; i++) server.signIn("ada", "guess number " + i + " of a password");
    var slowed = server.signIn("ada", PASSWORD);
    assertThat(status(slowed)).isEqualTo(429);
    assertThat(slowed.getHeader("Retry-After")).isPresent();
    server.now = NOON.plus(Duration.ofMinutes(5));
    assertThat(status(server.signIn("ada", PASSWORD))).isEqualTo(201);
  }

  @Test
  void a_page_of_ours_has_the_browser_keep_the_refresh_token() {
    var body =
        "{\"email\": \"ada@shop.example\", \"password\": \"%s\", \"cookie\": true}"
            .formatted(PASSWORD);
    var answer = server.call("POST", "/v1/sign-ins", body);
    assertThat(server.json(answer).has("refreshToken")).isFalse();
    var cookie = cookie(answer, "parley_sign_in").orElseThrow();
    assertThat(cookie)
        .matches(
            "parley_sign_in=rt_[A-Za-z0-9_.-]+; Path=/v1/sign-ins; Max-Age=2592000; HttpOnly;"
                + " SameSite=Strict; Secure");
    assertThat(cookie(answer, "parley_device").orElseThrow())
        .contains("; Path=/v1; Max-Age=34560000; HttpOnly; SameSite=Strict; Secure");
    var renewed = server.call("POST", "/v1/sign-ins/renewal", "", "Cookie", pair(cookie));
    assertThat(status(renewed)).isEqualTo(200);
    var json = server.json(renewed);
    assertThat(json.has("refreshToken")).isFalse();
    assertThat(status(server.who(json.path("accessToken").asText()))).isEqualTo(200);
    assertThat(cookie(renewed, "parley_sign_in").orElseThrow()).isNotEqualTo(cookie);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "https://evil.example",
    "https://shop.example",
    "null",
    "http://parley.example.evil.example"
  })
  void no_other_page_uses_the_cookie_or_has_one_set(String origin) {
    var body =
        "{\"email\": \"ada@shop.example\", \"password\": \"%s\", \"cookie\": true}"
            .formatted(PASSWORD);
    var cookie = cookie(server.call("POST", "/v1/sign-ins", body), "parley_sign_in").orElseThrow();
    var stolen =
        server.call("POST", "/v1/sign-ins/renewal", "", "Cookie", pair(cookie), "Origin", origin);
    assertThat(status(stolen)).isEqualTo(403);
    assertThat(server.text(stolen)).contains("/problems/origin-not-allowed");
    var set = server.call("POST", "/v1/sign-ins", body, "Origin", origin);
    assertThat(status(set)).isEqualTo(403);
    assertThat(cookie(set, "parley_sign_in")).isEmpty();
    // the token was not used up
    var renewed = server.call("POST", "/v1/sign-ins/renewal", "", "Cookie", pair(cookie));
    assertThat(status(renewed)).isEqualTo(200);
  }

  @Test
  void a_listed_site_signs_in_with_tokens_in_bodies() {
    var answer = server.signIn("ada", PASSWORD, "Origin", SHOP);
    assertThat(status(answer)).isEqualTo(201);
    var token = server.json(answer).path("refreshToken").asText();
    var renewed =
        server.call(
            "POST",
            "/v1/sign-ins/renewal",
            "{\"refreshToken\": \"%s\"}".formatted(token),
            "Origin",
            SHOP);
    assertThat(status(renewed)).isEqualTo(200);
    assertThat(server.json(renewed).path("refreshToken").asText())
        .startsWith("rt_")
        .isNotEqualTo(token);
    assertThat(cookie(renewed, "parley_sign_in")).isEmpty();
  }

  @Test
  void a_cookie_that_was_there_before_is_not_signed_in() {
    var before = server.signedIn("ada").path("refreshToken").asText();
    server.accounts.member("bob", BIRCH, ClientRole.OWNER);
    var cookie = "parley_sign_in=" + before;
    var body =
        "{\"email\": \"bob@shop.example\", \"password\": \"%s\", \"cookie\": true}"
            .formatted(PASSWORD);
    var answer = server.call("POST", "/v1/sign-ins", body, "Cookie", cookie);
    var fresh = cookie(answer, "parley_sign_in").orElseThrow();
    assertThat(pair(fresh)).isNotEqualTo(cookie);
    assertThat(server.accounts.families.all()).hasSize(2);
    var renewed = server.call("POST", "/v1/sign-ins/renewal", "", "Cookie", cookie);
    assertThat(server.json(renewed).at("/person/email").asText()).isEqualTo("ada@shop.example");
  }

  @Test
  void a_cookie_that_comes_twice_is_none() {
    var token = server.signedIn("ada").path("refreshToken").asText();
    var twice = "parley_sign_in=rt_planted; parley_sign_in=" + token;
    var refused = server.call("POST", "/v1/sign-ins/renewal", "", "Cookie", twice);
    assertThat(server.text(refused)).contains("/problems/sign-in-ended");
  }

  @Test
  void a_token_that_is_used_twice_ends_the_sign_in_and_the_browser_forgets_it() {
    var token = server.signedIn("ada").path("refreshToken").asText();
    var body = "{\"refreshToken\": \"%s\"}".formatted(token);
    var next = server.call("POST", "/v1/sign-ins/renewal", body);
    server.now = NOON.plus(Duration.ofMinutes(1));
    assertThat(status(server.call("POST", "/v1/sign-ins/renewal", body))).isEqualTo(401);
    var cookie = "parley_sign_in=" + server.json(next).path("refreshToken").asText();
    var refused = server.call("POST", "/v1/sign-ins/renewal", "", "Cookie", cookie);
    assertThat(status(refused)).isEqualTo(401);
    assertThat(cookie(refused, "parley_sign_in").orElseThrow())
        .startsWith("parley_sign_in=; Path=/v1/sign-ins; Max-Age=0");
    assertThat(server.text(refused)).contains("/problems/sign-in-ended");
  }

  @Test
  void without_a_token_there_is_nothing_to_renew() {
    var refused = server.call("POST", "/v1/sign-ins/renewal", "");
    assertThat(status(refused)).isEqualTo(401);
    assertThat(server.text(refused)).contains("/problems/sign-in-ended");
  }

  @Test
  void a_person_sees_and_ends_its_own_sign_ins_alone() {
    server.accounts.member("bob", LARCH, ClientRole.OWNER);
    var bobs = server.signedIn("bob");
    var one = server.signedIn("ada");
    var other = server.signedIn("ada");
    var list = server.json(server.call("GET", "/v1/sign-ins", "", bearer(one))).path("signIns");
    assertThat(list).hasSize(2);
    assertThat(list.findValuesAsText("current")).containsExactlyInAnyOrder("true", "false");
    assertThat(list.toString()).doesNotContain(bobs.path("signIn").asText());
    var foreign = "/v1/sign-ins/" + bobs.path("signIn").asText();
    assertThat(status(server.call("DELETE", foreign, "", bearer(one)))).isEqualTo(404);
    var own = "/v1/sign-ins/" + other.path("signIn").asText();
    assertThat(status(server.call("DELETE", own, "", bearer(one)))).isEqualTo(204);
    assertThat(status(server.call("DELETE", own, "", bearer(one)))).isEqualTo(404);
    assertThat(status(server.call("GET", "/v1/me", "", bearer(other)))).isEqualTo(401);
    assertThat(status(server.call("GET", "/v1/me", "", bearer(bobs)))).isEqualTo(200);
  }

  @Test
  void the_others_end_and_the_current_one_stays() {
    var one = server.signedIn("ada");
    var other = server.signedIn("ada");
    assertThat(status(server.call("DELETE", "/v1/sign-ins", "", bearer(one)))).isEqualTo(204);
    assertThat(status(server.call("GET", "/v1/me", "", bearer(one)))).isEqualTo(200);
    assertThat(status(server.call("GET", "/v1/me", "", bearer(other)))).isEqualTo(401);
  }

  @Test
  void who_signs_out_has_the_browser_forget_the_cookie() {
    var answer = server.call("DELETE", "/v1/sign-ins/current", "", bearer(server.signedIn("ada")));
    assertThat(status(answer)).isEqualTo(204);
    assertThat(cookie(answer, "parley_sign_in").orElseThrow()).contains("Max-Age=0");
  }

  @Test
  void a_person_works_in_another_organisation_and_the_old_sign_in_ends() {
    var body =
        "{\"email\": \"ada@shop.example\", \"password\": \"%s\", \"organisation\": \"%s\"}"
            .formatted(PASSWORD, LARCH);
    var old = server.json(server.call("POST", "/v1/sign-ins", body));
    var path = "/v1/sign-ins/current/organisation";
    var wish = "{\"organisation\": \"%s\"}".formatted(BIRCH);
    var cookie = "parley_sign_in=" + old.path("refreshToken").asText();
    var answer = server.call("POST", path, wish, "Authorization", bearer(old)[1], "Cookie", cookie);
    assertThat(status(answer)).isEqualTo(200);
    var fresh = server.json(answer);
    assertThat(fresh.at("/organisation/id").asText()).isEqualTo(BIRCH.toString());
    // kept where the old one was
    assertThat(fresh.has("refreshToken")).isFalse();
    var kept = pair(cookie(answer, "parley_sign_in").orElseThrow());
    assertThat(status(server.call("GET", "/v1/me", "", bearer(old)))).isEqualTo(401);
    var foreign =
        server.call("POST", path, "{}", "Authorization", bearer(fresh)[1], "Cookie", kept);
    assertThat(status(foreign)).as("the platform, without a role there").isEqualTo(403);
    assertThat(status(server.call("GET", "/v1/me", "", bearer(fresh)))).isEqualTo(200);
  }

  @Test
  void a_person_learns_whether_there_is_work_on_the_platform() {
    var grace = server.accounts.member("grace", LARCH, ClientRole.VIEWER);
    server.accounts.companies.employ(grace, PlatformRole.OPERATOR);
    assertThat(me("grace").path("platform").asBoolean()).isTrue();
    assertThat(me("ada").path("platform").isBoolean()).isTrue();
    assertThat(me("ada").path("platform").asBoolean()).isFalse();
  }

  @Test
  void a_person_chooses_the_language_of_its_mails() {
    var ada = server.signedIn("ada");
    assertThat(me("ada").at("/person").has("language")).isFalse();
    var changed = server.call("PATCH", "/v1/me", "{\"language\": \"pt-BR\"}", bearer(ada));
    assertThat(status(changed)).isEqualTo(200);
    assertThat(server.json(changed).at("/person/language").asText()).isEqualTo("pt-br");
    for (var body : List.of("{}", "{\"language\": null}"))
      assertThat(status(server.call("PATCH", "/v1/me", body, bearer(ada)))).isEqualTo(200);
    // the second one has a form that mails do not take
    for (var wrong : List.of("d e", "x"))
      assertThat(
              status(
                  server.call(
                      "PATCH", "/v1/me", "{\"language\": \"%s\"}".formatted(wrong), bearer(ada))))
          .as(wrong)
          .isEqualTo(400);
    assertThat(me("ada").at("/person/language").asText()).isEqualTo("pt-br");
  }

  private JsonNode me(String name) {
    return server.json(server.call("GET", "/v1/me", "", bearer(server.signedIn(name))));
  }

  @Test
  void an_access_token_alone_opens_no_other_organisation() {
    var signedIn = server.signedIn("ada");
    assertThat(status(exchange(signedIn, ""))).isEqualTo(400);
    var another = server.signedIn("ada").path("refreshToken").asText();
    var wrong = exchange(signedIn, ", \"refreshToken\": \"%s\"".formatted(another));
    assertThat(status(wrong)).isEqualTo(401);
    assertThat(server.text(wrong)).contains("/problems/sign-in-ended");
    assertThat(status(server.call("GET", "/v1/me", "", bearer(signedIn)))).isEqualTo(200);
    var own = signedIn.path("refreshToken").asText();
    var right = exchange(signedIn, ", \"refreshToken\": \"%s\"".formatted(own));
    assertThat(status(right)).isEqualTo(200);
    assertThat(server.json(right).path("refreshToken").asText()).startsWith("rt_");
  }

  /// @param more fields of the body
  private HttpResponse exchange(ObjectNode signedIn, String more) {
    var body = "{\"organisation\": \"%s\"%s}".formatted(LARCH, more);
    return server.call("POST", "/v1/sign-ins/current/organisation", body, bearer(signedIn));
  }

  @Test
  void a_script_does_not_get_the_token_of_the_cookie() {
    var signedIn = server.signedIn("ada");
    var cookie = "parley_sign_in=" + signedIn.path("refreshToken").asText();
    var answer =
        server.call(
            "POST",
            "/v1/sign-ins/current/organisation",
            "{\"organisation\": \"%s\", \"cookie\": false}".formatted(LARCH),
            "Authorization",
            bearer(signedIn)[1],
            "Cookie",
            cookie);
    assertThat(status(answer)).isEqualTo(200);
    assertThat(server.json(answer).has("refreshToken")).isFalse();
  }

  @Test
  void a_body_says_no_role_and_no_permission() {
    var body =
        """
        {"email": "ada@shop.example", "password": "%s", "organisation": "%s",
          "roles": ["owner"], "permissions": ["operate"], "tenant": "platform", "org": "platform"}\
        """
            .formatted(PASSWORD, LARCH);
    var json = server.json(server.call("POST", "/v1/sign-ins", body));
    assertThat(texts(json.path("permissions"))).doesNotContain("operate", "manage-people");
    var who = server.json(server.who(json.path("accessToken").asText()));
    assertThat(who.path("tenant").asText()).isEqualTo(LARCH.tenant().value());
  }

  @Test
  void without_tls_cookies_are_for_this_machine_alone() {
    var body =
        "{\"email\": \"ada@shop.example\", \"password\": \"%s\", \"cookie\": true}"
            .formatted(PASSWORD);
    try (var plain = new AccountServer(true, Optional.empty(), 100)) {
      plain.accounts.member("ada", LARCH, ClientRole.OWNER);
      var here =
          plain.call(
              "POST",
              "/v1/sign-ins",
              body,
              "Host",
              "localhost:8080",
              "Origin",
              "http://localhost:8080");
      assertThat(cookie(here, "parley_sign_in").orElseThrow()).doesNotContain("Secure");
      var elsewhere = plain.call("POST", "/v1/sign-ins", body);
      assertThat(cookie(elsewhere, "parley_sign_in").orElseThrow()).contains("; Secure");
    }
  }
}
