package io.parley.identity.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.parley.core.access.ClientRole;
import io.parley.core.identity.OidcConnectionId;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcAttacksTest extends OidcScene {
  private static final OidcConnectionId OTHER = new OidcConnectionId(new UUID(8, 8));

  private static OidcFinished failed(OidcRefusal reason) {
    return new OidcFinished.Failed(reason);
  }

  private void refusedClaims(Consumer<JWTClaimsSet.Builder> spoiled) {
    provider.claims = spoiled;
    refused(OidcRefusal.TOKEN_WRONG);
  }

  // --- the browser ---------------------------------------------------------------------------

  @Test
  void an_answer_in_another_browser_is_refused_and_does_not_count_again() {
    var victim = begun();
    var attacker = begun();
    var returned = provider.agree(attacker.page());
    assertThat(finish(returned, Optional.of(victim.browser())))
        .isEqualTo(failed(OidcRefusal.OTHER_BROWSER));
    assertThat(finish(returned, Optional.of(attacker.browser())))
        .isEqualTo(failed(OidcRefusal.SIGN_IN_EXPIRED));
  }

  @Test
  void an_answer_in_a_browser_without_the_cookie_is_refused() {
    var returned = provider.agree(begun().page());
    assertThat(finish(returned, Optional.empty())).isEqualTo(failed(OidcRefusal.OTHER_BROWSER));
  }

  @Test
  void an_answer_counts_once() {
    var begun = begun();
    var returned = provider.agree(begun.page());
    assertThat(finish(returned, Optional.of(begun.browser())))
        .isInstanceOf(OidcFinished.Proved.class);
    assertThat(finish(returned, Optional.of(begun.browser())))
        .isEqualTo(failed(OidcRefusal.SIGN_IN_EXPIRED));
    assertThat(flows.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "guessed", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void a_state_of_nobody_is_refused(String state) {
    var begun = begun();
    var returned = provider.agree(begun.page());
    returned.put("state", state);
    assertThat(finish(returned, Optional.of(begun.browser())))
        .isEqualTo(failed(OidcRefusal.SIGN_IN_EXPIRED));
  }

  @Test
  void a_code_of_another_sign_in_is_refused_by_the_verifier() {
    var attacker = begun();
    var stolen = provider.agree(attacker.page()).get("code");
    var victim = begun();
    var returned = provider.agree(victim.page());
    returned.put("code", stolen);
    assertThat(finish(returned, Optional.of(victim.browser())))
        .isEqualTo(failed(OidcRefusal.PROVIDER_REFUSED));
  }

  @Test
  void a_provider_that_refuses_is_believed() {
    var begun = begun();
    var returned = provider.agree(begun.page());
    returned.put("error", "access_denied");
    assertThat(finish(returned, Optional.of(begun.browser())))
        .isEqualTo(failed(OidcRefusal.PROVIDER_REFUSED));
    assertThat(provider.requests).doesNotContain("/token");
  }

  // --- other providers -------------------------------------------------------------------------

  @Test
  void an_answer_that_names_another_issuer_is_refused_before_its_code_is_shown_to_anybody() {
    var begun = begun();
    var returned = provider.agree(begun.page());
    returned.put("iss", "https://honest.example");
    assertThat(finish(returned, Optional.of(begun.browser())))
        .isEqualTo(failed(OidcRefusal.OTHER_PROVIDER));
    assertThat(provider.requests).doesNotContain("/token");
  }

  @Test
  void a_provider_that_promises_its_issuer_has_to_name_it() {
    var begun = begun();
    var returned = provider.agree(begun.page());
    returned.remove("iss");
    assertThat(finish(returned, Optional.of(begun.browser())))
        .isEqualTo(failed(OidcRefusal.OTHER_PROVIDER));
  }

  @Test
  void an_answer_to_the_address_of_another_provider_is_refused() throws IOException {
    try (var honest = new MadeProvider(NOON)) {
      connect(connection(OTHER, honest, Set.of(ClientRole.MEMBER), Optional.empty()));
      var begun = begun();
      var returned = provider.agree(begun.page());
      assertThat(finish(OTHER, returned, Optional.of(begun.browser())))
          .isEqualTo(failed(OidcRefusal.OTHER_PROVIDER));
      assertThat(honest.requests).isEmpty();
      assertThat(provider.requests).doesNotContain("/token");
    }
  }

  @Test
  void a_sign_in_at_an_issuer_that_is_not_the_providers_any_more_ends() throws IOException {
    var begun = begun();
    var returned = provider.agree(begun.page());
    try (var next = new MadeProvider(NOON)) {
      connect(connection(ID, next, Set.of(ClientRole.MEMBER), Optional.empty()));
      assertThat(finish(returned, Optional.of(begun.browser())))
          .isEqualTo(failed(OidcRefusal.SIGN_IN_EXPIRED));
      assertThat(next.requests).isEmpty();
    }
  }

  @Test
  void a_description_of_another_issuer_is_refused() {
    provider.description = json -> json.put("issuer", "https://honest.example");
    assertThat(begin(ADA)).isEqualTo(new OidcBegun.Failed(OidcRefusal.PROVIDER_UNREACHABLE));
    provider.description = json -> json.put("issuer", provider.issuer() + "/");
    assertThat(begin(ADA)).isEqualTo(new OidcBegun.Failed(OidcRefusal.PROVIDER_UNREACHABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"})
  void addresses_without_tls_are_refused(String field) {
    for (var address :
        List.of("http://shop.example/x", "javascript:alert(1)", "https:///x", "https://h/x#y")) {
      provider.description = json -> json.put(field, address);
      assertThat(begin(ADA))
          .as(address)
          .isEqualTo(new OidcBegun.Failed(OidcRefusal.PROVIDER_UNREACHABLE));
    }
  }

  @Test
  void an_address_inside_is_not_asked_for_an_organisation_that_the_settings_do_not_name() {
    allowedFor = Set.of();
    reach("127.0.0.0/8");
    assertThat(begin(ADA)).isEqualTo(new OidcBegun.Failed(OidcRefusal.PROVIDER_UNREACHABLE));
    assertThat(provider.requests).isEmpty();
  }

  @Test
  void an_address_inside_is_not_asked() {
    reach("192.0.2.0/24");
    assertThat(begin(ADA)).isEqualTo(new OidcBegun.Failed(OidcRefusal.PROVIDER_UNREACHABLE));
    assertThat(provider.requests).isEmpty();
  }

  @Test
  void a_redirect_does_not_get_the_code_or_the_secret() {
    provider.tokenStatus = 307;
    refused(OidcRefusal.PROVIDER_UNREACHABLE);
    assertThat(provider.requests).doesNotContain("/elsewhere");
  }

  // --- the ID token ----------------------------------------------------------------------------

  @Test
  void a_token_for_another_sign_in_is_refused() {
    refusedClaims(claims -> claims.claim("nonce", "of-an-earlier-one"));
    refusedClaims(claims -> claims.claim("nonce", null));
    refusedClaims(claims -> claims.claim("nonce", List.of("x")));
  }

  @Test
  void a_token_of_another_issuer_or_for_another_client_is_refused() {
    refusedClaims(claims -> claims.issuer("https://honest.example"));
    refusedClaims(claims -> claims.issuer(null));
    refusedClaims(claims -> claims.audience("another-client"));
    refusedClaims(claims -> claims.audience(List.of()));
    refusedClaims(claims -> claims.audience(List.of(MadeProvider.CLIENT, "another-client")));
    refusedClaims(claims -> claims.claim("azp", "another-client"));
    refusedClaims(
        claims ->
            claims
                .audience(List.of(MadeProvider.CLIENT, "another-client"))
                .claim("azp", "another-client"));
  }

  @Test
  void a_token_for_several_audiences_counts_if_it_was_made_for_us() {
    provider.claims =
        claims ->
            claims
                .audience(List.of("another-client", MadeProvider.CLIENT))
                .claim("azp", MadeProvider.CLIENT);
    proved();
  }

  @Test
  void a_token_of_another_time_is_refused() {
    refusedClaims(claims -> claims.expirationTime(Date.from(NOON.minusSeconds(61))));
    refusedClaims(claims -> claims.expirationTime(null));
    refusedClaims(claims -> claims.issueTime(Date.from(NOON.plusSeconds(120))));
    refusedClaims(claims -> claims.issueTime(null));
    refusedClaims(claims -> claims.expirationTime(Date.from(NOON.plusSeconds(90_000))));
  }

  @Test
  void a_token_for_another_access_token_is_refused() {
    refusedClaims(claims -> claims.claim("at_hash", MadeProvider.hash("another")));
    refusedClaims(claims -> claims.claim("at_hash", 7));
  }

  @Test
  void a_token_without_a_hash_of_the_access_token_counts() {
    provider.claims = claims -> claims.claim("at_hash", null);
    proved();
  }

  @Test
  void a_subject_must_be_one() {
    refusedClaims(claims -> claims.subject(null));
    refusedClaims(claims -> claims.subject("x".repeat(256)));
    refusedClaims(claims -> claims.subject("zoë"));
  }

  @Test
  void an_unsigned_token_is_refused() {
    provider.signing = claims -> new PlainJWT(claims).serialize();
    refused(OidcRefusal.TOKEN_WRONG);
  }

  @Test
  void a_token_signed_with_the_public_key_or_the_clients_secret_as_a_shared_one_is_refused() {
    for (var key :
        List.of(MadeProvider.publicBytes(), (MadeProvider.SECRET + "-padding").getBytes(UTF_8))) {
      provider.signing = claims -> shared(claims, key);
      refused(OidcRefusal.TOKEN_WRONG);
    }
  }

  private static String shared(JWTClaimsSet claims, byte[] key) {
    try {
      var token =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims);
      token.sign(new MACSigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_token_of_another_key_is_refused_also_under_the_name_of_the_right_one() {
    var foreign = MadeProvider.key();
    provider.signing = claims -> MadeProvider.signed(claims, "JWT", foreign);
    refused(OidcRefusal.TOKEN_WRONG);
  }

  @Test
  void an_access_token_of_the_provider_is_no_id_token() {
    provider.signing = claims -> MadeProvider.signed(claims, "at+jwt");
    refused(OidcRefusal.TOKEN_WRONG);
  }

  @Test
  void a_changed_token_is_refused() {
    provider.signing =
        claims -> {
          var token = MadeProvider.signed(claims);
          int dot = token.lastIndexOf('.');
          char last = token.charAt(dot + 5);
          return token.substring(0, dot + 5) + (last == 'A' ? 'B' : 'A') + token.substring(dot + 6);
        };
    refused(OidcRefusal.TOKEN_WRONG);
  }

  @Test
  void an_answer_without_an_id_token_is_refused() {
    provider.answer = json -> json.remove("id_token");
    refused(OidcRefusal.PROVIDER_UNREACHABLE);
    provider.answer = json -> json.put("id_token", "no.token");
    refused(OidcRefusal.PROVIDER_UNREACHABLE);
    provider.answer = Map::clear;
    refused(OidcRefusal.PROVIDER_UNREACHABLE);
  }

  // --- the address -----------------------------------------------------------------------------

  @Test
  void an_address_that_the_provider_does_not_vouch_for_is_refused() {
    for (Consumer<JWTClaimsSet.Builder> spoiled :
        List.<Consumer<JWTClaimsSet.Builder>>of(
            claims -> claims.claim("email_verified", false),
            claims -> claims.claim("email_verified", null),
            claims -> claims.claim("email_verified", "true"),
            claims -> claims.claim("email", "no address"),
            claims -> claims.claim("email", List.of("ada@shop.example")))) {
      provider.claims = spoiled;
      refused(OidcRefusal.EMAIL_UNVERIFIED);
    }
  }

  @Test
  void an_address_of_a_domain_that_the_organisation_has_not_proved_is_refused() {
    people.member("eve@bank.example", ClientRole.ADMIN);
    for (var address :
        List.of(
            "eve@bank.example",
            "ada@sub.shop.example",
            "ada@shop.example.evil.example",
            "ada@xshop.example")) {
      provider.claims = claims -> claims.claim("email", address);
      refused(OidcRefusal.FOREIGN_DOMAIN);
    }
  }
}
