package io.parley.http.account;

import static io.parley.http.account.AccountServer.NOON;
import static io.parley.http.account.AccountServer.OPERATOR;
import static io.parley.http.account.AccountServer.bearer;
import static io.parley.http.account.AccountServer.status;
import static io.parley.http.account.TestAccounts.BIRCH;
import static io.parley.http.account.TestAccounts.LARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.core.access.ClientRole;
import io.parley.core.access.PlatformRole;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTokenAuthenticatorTest {
  private final AccountServer server = new AccountServer();

  @AfterEach
  void close() {
    server.close();
  }

  private String token(String name) {
    return server.signedIn(name).path("accessToken").asText();
  }

  @Test
  void a_token_opens_what_the_roles_in_its_organisation_allow_and_no_more() {
    server.accounts.member("ada", LARCH, ClientRole.VIEWER);
    var who = server.who(token("ada"));
    assertThat(status(who)).isEqualTo(200);
    assertThat(server.json(who).path("tenant").asText()).isEqualTo(LARCH.tenant().value());
    var staff = server.accounts.person("eve");
    server.accounts.companies.employ(staff, PlatformRole.OPERATOR);
    var refused = server.who(token("eve"));
    assertThat(status(refused)).isEqualTo(403);
    assertThat(server.text(refused)).contains("not in your roles here");
  }

  @Test
  void whatever_is_wrong_with_a_token_it_is_refused_in_the_same_words() {
    server.accounts.member("ada", LARCH, ClientRole.OWNER);
    var right = token("ada");
    var keys = server.json(server.call("GET", "/.well-known/jwks.json", ""));
    var key = keys.path("keys").get(0);
    var forged = new ForgedTokens(right).all(key.path("kid").asText(), key.toString());
    var expected = server.problem(server.who("no-token-of-ours"));
    assertThat(expected.path("type").asText()).isEqualTo("/problems/token-invalid");
    forged.forEach(
        (attack, token) -> {
          var refused = server.who(token);
          assertThat(status(refused)).as(attack).isEqualTo(401);
          assertThat(server.problem(refused)).as(attack).isEqualTo(expected);
        });
    assertThat(status(server.who(right))).isEqualTo(200);
  }

  @Test
  void a_token_from_the_future_is_refused() {
    server.accounts.member("ada", LARCH, ClientRole.OWNER);
    server.now = NOON.plus(Duration.ofMinutes(10));
    var early = token("ada");
    server.now = NOON;
    assertThat(server.text(server.who(early))).contains("/problems/token-invalid");
  }

  @Test
  void an_expired_token_is_told_so() {
    server.accounts.member("ada", LARCH, ClientRole.OWNER);
    var token = token("ada");
    server.now = NOON.plus(Duration.ofMinutes(59));
    assertThat(status(server.who(token))).isEqualTo(200);
    server.now = NOON.plus(Duration.ofMinutes(62));
    var refused = server.who(token);
    assertThat(status(refused)).isEqualTo(401);
    assertThat(server.text(refused)).contains("/problems/token-expired");
    assertThat(refused.getHeader("WWW-Authenticate").orElseThrow().value())
        .contains("invalid_token");
    assertThat(server.meters.counter("parley.accounts.tokens.refused").count()).isEqualTo(1);
  }

  @Test
  void a_sign_in_that_was_ended_is_gone_at_once_on_this_node() {
    server.accounts.member("ada", LARCH, ClientRole.OWNER);
    var signedIn = server.signedIn("ada");
    assertThat(status(server.call("DELETE", "/v1/sign-ins/current", "", bearer(signedIn))))
        .isEqualTo(204);
    var refused = server.who(signedIn.path("accessToken").asText());
    assertThat(server.text(refused)).contains("/problems/token-invalid");
  }

  @Test
  void a_membership_that_was_taken_away_is_gone_within_seconds() {
    var ada = server.accounts.member("ada", LARCH, ClientRole.OWNER);
    var token = token("ada");
    assertThat(status(server.who(token))).isEqualTo(200);
    server.accounts.companies.remove(LARCH, ada);
    await().atMost(Duration.ofSeconds(60)).until(() -> status(server.who(token)) == 401);
  }

  @Test
  void a_token_of_one_organisation_says_nothing_in_another() {
    var ada = server.accounts.member("ada", LARCH, ClientRole.VIEWER);
    server.accounts.companies.join(BIRCH, ada, ClientRole.OWNER, NOON);
    var inBirch = server.accounts.signedIn("ada", Optional.of(BIRCH), NOON).access().token();
    var who = server.json(server.who(inBirch));
    assertThat(who.path("tenant").asText()).isEqualTo(BIRCH.tenant().value());
    var inLarch = server.accounts.signedIn("ada", Optional.of(LARCH), NOON).access().token();
    who = server.json(server.who(inLarch));
    assertThat(who.path("tenant").asText()).isEqualTo(LARCH.tenant().value());
    assertThat(who.path("permissions").asInt()).isEqualTo(ClientRole.VIEWER.permissions().size());
  }

  @Test
  void when_the_store_is_down_a_token_gets_503_and_a_failure_is_not_held() {
    server.accounts.member("ada", LARCH, ClientRole.OWNER);
    var token = token("ada");
    server.accounts.families.setDown(true);
    assertThat(status(server.who(token))).isEqualTo(503);
    assertThat(status(server.who(OPERATOR))).isEqualTo(200);
    server.accounts.families.setDown(false);
    assertThat(status(server.who(token))).isEqualTo(200);
  }

  @Test
  void tokens_of_customers_and_of_companies_backends_are_not_mistaken_for_one() throws Exception {
    var session = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));
    var customers = server.tokens.issue(session, NOON).token();
    for (var token : new String[] {customers, backends("https://id.shop.example"), OPERATOR}) {
      var started = server.call("POST", "/start", "", "Authorization", "Bearer " + token);
      assertThat(server.json(started).path("proven").asBoolean()).isFalse();
    }
    // one that says to be of this installation is checked, and is none
    var forged = backends(TestAccounts.ISSUER);
    var refused = server.call("POST", "/start", "", "Authorization", "Bearer " + forged);
    assertThat(status(refused)).isEqualTo(401);
  }

  /// An access token of a company's own provider, of the same type.
  private static String backends(String issuer) throws Exception {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID("shop")
            .build();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(TestAccounts.AUDIENCE)
            .subject("c-1001")
            .issueTime(Date.from(NOON))
            .expirationTime(Date.from(NOON.plusSeconds(600)))
            .build();
    var token = new SignedJWT(header, claims);
    token.sign(new MACSigner("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
    return token.serialize();
  }

  @Test
  void the_public_keys_verify_tokens_and_are_cached_for_a_while() {
    var answer = server.call("GET", "/.well-known/jwks.json", "");
    assertThat(status(answer)).isEqualTo(200);
    assertThat(answer.getHeader("Cache-Control").orElseThrow().value())
        .isEqualTo("public, max-age=300");
    var key = server.json(answer).path("keys").get(0);
    assertThat(key.path("kty").asText()).isEqualTo("OKP");
    assertThat(key.has("d")).isFalse();
  }
}
