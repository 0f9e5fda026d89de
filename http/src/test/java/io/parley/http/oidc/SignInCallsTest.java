package io.parley.http.oidc;

import static io.parley.http.oidc.OidcServer.NOON;
import static io.parley.http.oidc.OidcServer.SHOP;
import static io.parley.http.oidc.ScriptedSignIns.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.person.EmailAddress;
import io.parley.core.person.Person;
import io.parley.core.person.PersonId;
import io.parley.http.oidc.OidcServer.Reply;
import io.parley.identity.account.SignInOutcome;
import io.parley.identity.account.SignedIn;
import io.parley.identity.oidc.OidcBegun;
import io.parley.identity.oidc.OidcFinished;
import io.parley.identity.oidc.OidcRefusal;
import io.parley.identity.token.AccessTokens;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInCallsTest {
  private static final PersonId ADA = new PersonId(new UUID(3, 3));
  private static final String BROWSER = "b".repeat(43);
  private static final String CALLBACK = "/v1/sign-ins/oidc/" + ID + "/callback";

  private static final String COOKIE =
      "Path=/v1/sign-ins/oidc; Max-Age=600; HttpOnly; SameSite=Lax; Secure";

  private final OidcServer server = new OidcServer();

  @AfterEach
  void close() {
    server.close();
  }

  private Reply begin(String body) {
    return server.send("POST", "/v1/sign-ins/oidc", "", body);
  }

  private Reply finish(String query, String... cookies) {
    return server.send("GET", CALLBACK + query, "", "", cookies);
  }

  private void provide() {
    server.signIns.begun =
        new OidcBegun.At(URI.create("https://id.shop.example/authorise?state=s"), BROWSER);
  }

  private void prove() {
    server.signIns.finished = new OidcFinished.Proved(ADA, SHOP, ID, "/account");
    var person = new Person(ADA, new EmailAddress("ada@shop.example"), "Ada", true, NOON);
    server.outcome =
        new SignInOutcome.Granted(
            new SignedIn(
                person,
                Optional.empty(),
                Set.of(),
                List.of(),
                "sign-in",
                new AccessTokens.Issued("an-access-token", NOON.plusSeconds(3_600)),
                "a-refresh-token",
                Optional.of("a-device")));
  }

  @Test
  void a_browser_gets_the_page_of_the_provider_and_a_cookie_that_scripts_do_not_get() {
    provide();
    var begun = begin("{\"email\": \"ada@shop.example\", \"returnTo\": \"/account\"}");
    assertThat(begun.status()).isEqualTo(200);
    assertThat(begun.json().path("location").asText())
        .isEqualTo("https://id.shop.example/authorise?state=s");
    assertThat(begun.text()).doesNotContain(BROWSER);
    assertThat(begun.cookies()).containsExactly("parley_provider=" + BROWSER + "; " + COOKIE);
    assertThat(server.signIns.callback).isEqualTo(OidcServer.SITE + CALLBACK);
    assertThat(server.signIns.returnTo).isEqualTo("/account");
  }

  @Test
  void without_a_wish_the_sign_in_leads_to_the_organisation() {
    provide();
    begin("{\"email\": \"ada@shop.example\"}");
    assertThat(server.signIns.returnTo).isEqualTo("/organisation");
  }

  /// Pages have their language in their address.
  @Test
  void a_sign_in_leads_back_to_a_page_in_its_language() {
    provide();
    begin("{\"email\": \"ada@shop.example\", \"returnTo\": \"/account?lang=de\"}");
    assertThat(server.signIns.returnTo).isEqualTo("/account?lang=de");
  }

  @Test
  void a_domain_without_a_provider_is_not_found() {
    var missing = begin("{\"email\": \"ada@other.example\"}");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.cookies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PROVIDER_UNREACHABLE, 503", "BUSY, 503", "NO_KEY, 503"})
  void a_sign_in_that_does_not_begin_is_told(OidcRefusal reason, int status) {
    server.signIns.begun = new OidcBegun.Failed(reason);
    assertThat(begin("{\"email\": \"ada@shop.example\"}").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/\\\\evil.example",
        "/organisation/../v1/me",
        "/organisation?x=//evil.example",
        "/organisation?lang=//evil.example",
        "/organisation?lang=de?lang=de",
        "?lang=de",
        "javascript:alert(1)",
        ""
      })
  void a_way_back_that_is_no_page_of_ours_leads_to_the_organisation(String returnTo) {
    provide();
    var begun = begin("{\"email\": \"ada@shop.example\", \"returnTo\": \"" + returnTo + "\"}");
    assertThat(begun.status()).isEqualTo(200);
    assertThat(server.signIns.returnTo).isIn("/organisation", "/organisation?lang=de");
  }

  @Test
  void the_language_of_such_a_way_back_stays() {
    provide();
    for (var other : List.of("/forgot?lang=de", "https://evil.example/?lang=de", "?lang=de")) {
      begin("{\"email\": \"ada@shop.example\", \"returnTo\": \"" + other + "\"}");
      assertThat(server.signIns.returnTo).as(other).isEqualTo("/organisation?lang=de");
    }
    begin("{\"email\": \"ada@shop.example\", \"returnTo\": \"/account?lang=de\\n\"}");
    assertThat(server.signIns.returnTo).isEqualTo("/organisation?lang=de");
  }

  @Test
  void a_way_back_of_another_form_is_refused() {
    provide();
    var refused = Map.of("7", 400, "\"/" + "a".repeat(200) + "\"", 413);
    refused.forEach(
        (other, status) -> {
          var reply = begin("{\"email\": \"ada@shop.example\", \"returnTo\": " + other + "}");
          assertThat(reply.status()).as(other).isEqualTo(status);
          assertThat(reply.text()).contains("returnTo");
          assertThat(reply.cookies()).isEmpty();
        });
  }

  @Test
  void strangers_begin_so_many_in_a_minute() {
    for (int i = 0; i < 20; i++) begin("{\"email\": \"ada@shop.example\"}");
    assertThat(begin("{\"email\": \"ada@shop.example\"}").status()).isEqualTo(429);
  }

  @Test
  void a_proved_person_gets_the_cookies_of_a_sign_in_and_the_wanted_page() {
    prove();
    var finished = finish("?code=c&state=s&iss=i&other=o", "parley_provider=" + BROWSER);
    assertThat(finished.status()).isEqualTo(303);
    assertThat(finished.header("Location")).isEqualTo("/account");
    assertThat(finished.header("Cache-Control")).isEqualTo("no-store");
    assertThat(finished.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(finished.cookies())
        .anyMatch(each -> each.startsWith("parley_sign_in=a-refresh-token; Path=/v1/sign-ins;"))
        .anyMatch(each -> each.startsWith("parley_device=a-device;"))
        .anyMatch(each -> each.startsWith("parley_provider=; ") && each.contains("Max-Age=0"));
    assertThat(finished.text()).isEmpty();
    assertThat(server.granted).containsExactly(ADA);
    assertThat(server.signIns.returned).containsOnlyKeys("code", "state", "iss");
    assertThat(server.signIns.browser).contains(BROWSER);
  }

  @ParameterizedTest
  @EnumSource(OidcRefusal.class)
  void a_refusal_is_a_word_at_the_page_of_sign_in(OidcRefusal reason) {
    server.signIns.finished = new OidcFinished.Failed(reason);
    var refused = finish("?code=c&state=s");
    assertThat(refused.status()).isEqualTo(303);
    assertThat(refused.header("Location")).isEqualTo("/sign-in?error=" + reason.word());
    assertThat(refused.cookies()).noneMatch(each -> each.startsWith("parley_sign_in"));
    assertThat(server.granted).isEmpty();
  }

  @Test
  void a_person_who_has_no_place_there_any_more_is_not_signed_in() {
    prove();
    server.outcome = new SignInOutcome.NoOrganisation();
    assertThat(finish("?code=c&state=s").header("Location"))
        .isEqualTo("/sign-in?error=not-admitted");
    server.outcome = new SignInOutcome.NoKey();
    assertThat(finish("?code=c&state=s").header("Location")).isEqualTo("/sign-in?error=busy");
  }

  @Test
  void a_parameter_or_a_cookie_that_comes_twice_is_none() {
    finish(
        "?code=c&code=d&state=s",
        "parley_provider=" + BROWSER + "; parley_provider=" + "x".repeat(43));
    assertThat(server.signIns.returned).containsOnlyKeys("state");
    assertThat(server.signIns.browser).isEmpty();
  }

  @Test
  void an_address_without_an_id_of_a_provider_ends_at_the_page_of_sign_in() {
    var refused = server.send("GET", "/v1/sign-ins/oidc/1/callback?state=s", "", "");
    assertThat(refused.header("Location")).isEqualTo("/sign-in?error=sign-in-expired");
  }
}
