package io.parley.http.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.parley.core.session.Role;
import io.parley.core.session.SessionId;
import io.parley.core.session.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.RemoteAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final RemoteAddress FROM = new RemoteAddress("203.0.113.7");
  private static final Duration DAY = Duration.ofHours(24);
  private static final SessionKey SESSION =
      new SessionKey(TenantId.DEFAULT, new SessionId("0123456789abcdef"));
  private static final byte[] SECRET = bytes("0123456789abcdef0123456789abcdef");

  private final Tokens tokens = tokens(new SigningKey("k1", SECRET));

  private static Tokens tokens(SigningKey... keys) {
    return TestTokens.of(
        new TokenSettings(List.of(keys), DAY, "the-agents-token", "the-operators-token"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Access check(String token) {
    return tokens.check(Optional.of(token), FROM, NOON);
  }

  @Test
  void a_customers_token_opens_its_session_for_a_day() {
    var issued = tokens.issue(SESSION, NOON);
    assertThat(issued.expiresAt()).isEqualTo(NOON.plus(DAY));
    var identity = new Identity.Customer(SESSION, NOON.plus(DAY));
    assertThat(check(issued.token())).isEqualTo(new Access.Granted(identity));
    assertThat(identity.opens(SESSION)).isTrue();
    assertThat(identity.opens(new SessionKey(TenantId.DEFAULT, new SessionId("other")))).isFalse();
    var last = NOON.plus(DAY).minusSeconds(1);
    assertThat(tokens.check(Optional.of(issued.token()), FROM, last))
        .isInstanceOf(Access.Granted.class);
    assertThat(tokens.check(Optional.of(issued.token()), FROM, NOON.plus(DAY)))
        .isEqualTo(new Access.Expired());
  }

  @Test
  void a_token_tells_a_client_when_it_was_made_and_when_it_runs_out() throws Exception {
    var claims = SignedJWT.parse(tokens.issue(SESSION, NOON).token()).getJWTClaimsSet();
    assertThat(claims.getClaims().keySet())
        .containsExactlyInAnyOrder("tenant", "session", "role", "iat", "exp");
    assertThat(claims.getIssueTime().toInstant()).isEqualTo(NOON);
  }

  @Test
  void agents_and_operators_have_tokens_of_their_own() {
    assertThat(check("the-agents-token"))
        .isEqualTo(new Access.Granted(new Identity.Staff(Role.AGENT, TenantId.DEFAULT)));
    assertThat(check("the-operators-token"))
        .isEqualTo(new Access.Granted(new Identity.Staff(Role.OPERATOR, TenantId.DEFAULT)));
    var staff = new Identity.Staff(Role.AGENT, TenantId.DEFAULT);
    assertThat(staff.opens(SESSION)).isTrue();
    assertThat(staff.opens(new SessionKey(new TenantId("other"), SESSION.session()))).isFalse();
  }

  @Test
  void without_a_token_it_is_missing() {
    assertThat(tokens.check(Optional.empty(), FROM, NOON)).isEqualTo(new Access.Missing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "the-agents-toke", "the-agents-token-", "..", "🔑"})
  void what_is_none_of_ours_is_unknown(String token) {
    assertThat(check(token)).isEqualTo(new Access.Unknown());
  }

  @Test
  void a_token_of_another_key_is_unknown_even_under_our_keys_name() {
    var forged =
        tokens(new SigningKey("k1", bytes("ffffffffffffffffffffffffffffffff")))
            .issue(SESSION, NOON)
            .token();
    assertThat(check(forged)).isEqualTo(new Access.Unknown());
  }

  @Test
  void a_changed_token_is_unknown() {
    var parts = tokens.issue(SESSION, NOON).token().split("\\.", -1);
    var other =
        tokens
            .issue(new SessionKey(TenantId.DEFAULT, new SessionId("other")), NOON)
            .token()
            .split("\\.", -1);
    assertThat(check(parts[0] + "." + other[1] + "." + parts[2])).isEqualTo(new Access.Unknown());
  }

  @Test
  void the_algorithm_is_ours_to_choose() throws Exception {
    var unsigned = new PlainJWT(new PlainHeader(), claims()).serialize();
    assertThat(check(unsigned)).isEqualTo(new Access.Unknown());
    var strong = bytes("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    var other = tokens(new SigningKey("k1", strong));
    var signed = signed(JWSAlgorithm.HS512, "k1", strong);
    assertThat(other.check(Optional.of(signed), FROM, NOON)).isEqualTo(new Access.Unknown());
  }

  @Test
  void a_token_without_a_key_id_or_of_an_unknown_one_is_unknown() throws Exception {
    assertThat(check(signed(JWSAlgorithm.HS256, null, SECRET))).isEqualTo(new Access.Unknown());
    assertThat(check(signed(JWSAlgorithm.HS256, "k2", SECRET))).isEqualTo(new Access.Unknown());
    assertThat(check(signed(JWSAlgorithm.HS256, "k1", SECRET))).isInstanceOf(Access.Granted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "session", "role", "exp"})
  void a_token_of_ours_that_lacks_a_claim_is_unknown(String claim) throws Exception {
    var lacking = new JWTClaimsSet.Builder(claims()).claim(claim, null).build();
    assertThat(check(signed(JWSAlgorithm.HS256, "k1", SECRET, lacking)))
        .isEqualTo(new Access.Unknown());
  }

  @Test
  void a_key_can_be_replaced_while_tokens_of_the_old_one_are_out() {
    var old = new SigningKey("k1", SECRET);
    var fresh = new SigningKey("k2", bytes("ffffffffffffffffffffffffffffffff"));
    var before = tokens(old).issue(SESSION, NOON).token();
    var rotated = tokens(fresh, old);
    assertThat(rotated.check(Optional.of(before), FROM, NOON)).isInstanceOf(Access.Granted.class);
    var after = rotated.issue(SESSION, NOON).token();
    assertThat(tokens(fresh).check(Optional.of(after), FROM, NOON))
        .isInstanceOf(Access.Granted.class);
    assertThat(tokens(old).check(Optional.of(after), FROM, NOON)).isEqualTo(new Access.Unknown());
  }

  @Test
  void wrong_settings_are_refused_and_secrets_never_shown() {
    var key = new SigningKey("k1", SECRET);
    assertThatThrownBy(() -> new SigningKey("k1", bytes("0123456789abcdef0123456789abcde")))
        .hasMessage("parley.tokens.keys: a secret of 31 bytes under k1 (expected: ≥ 32)");
    assertThatThrownBy(() -> new TokenSettings(List.of(), DAY, "agent-token", "operator-token"))
        .hasMessage("parley.tokens.keys: none (expected: at least one)");
    assertThatThrownBy(
            () -> new TokenSettings(List.of(key, key), DAY, "agent-token", "operator-token"))
        .hasMessage("parley.tokens.keys: (not shown) (expected: an id of its own for each)");
    assertThatThrownBy(() -> new TokenSettings(List.of(key), DAY, "same-token", "same-token"))
        .hasMessage(
            "parley.tokens.operator: (not shown) (expected: another token than the agents')");
    assertThatThrownBy(() -> new TokenSettings(List.of(key), DAY, "no blanks", "operator-token"))
        .hasMessageStartingWith("parley.tokens.agent: (not shown) (expected: ")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("no blanks"));
    assertThatThrownBy(
            () -> new TokenSettings(List.of(key), Duration.ZERO, "agent-token", "operator-token"))
        .hasMessage("parley.tokens.lifetime: 0s (expected: > 0s)");
    var settings = new TokenSettings(List.of(key), DAY, "agent-token", "operator-token");
    assertThat(settings + " " + settings.keys() + " " + tokens.issue(SESSION, NOON))
        .doesNotContain("agent-token", "operator-token", "0123456789abcdef", "eyJ");
  }

  private static JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .claim("tenant", "default")
        .claim("session", "0123456789abcdef")
        .claim("role", "customer")
        .issueTime(Date.from(NOON))
        .expirationTime(Date.from(NOON.plus(DAY)))
        .build();
  }

  private static String signed(JWSAlgorithm algorithm, String keyId, byte[] secret)
      throws JOSEException {
    return signed(algorithm, keyId, secret, claims());
  }

  private static String signed(
      JWSAlgorithm algorithm, String keyId, byte[] secret, JWTClaimsSet claims)
      throws JOSEException {
    var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
    token.sign(new MACSigner(secret));
    return token.serialize();
  }
}
