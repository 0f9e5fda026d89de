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
import io.parley.core.access.Principal;
import io.parley.core.journal.TokenRevocations.Revocation;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
        new TokenSettings(
            List.of(keys), TestTokens.LIFETIMES, "the-agents-token", "the-operators-token"));
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
    var held = new CustomerToken(SESSION, NOON.plus(DAY), NOON);
    assertThat(check(issued.token()))
        .isEqualTo(new Access.Granted(Principal.customer(SESSION), Optional.of(held)));
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
        .containsExactlyInAnyOrder("tenant", "session", "role", "iat", "exp", "since_ms");
    assertThat(claims.getIssueTime().toInstant()).isEqualTo(NOON);
  }

  @Test
  void agents_and_operators_have_tokens_of_their_own() {
    assertThat(check("the-agents-token")).isEqualTo(staff(Role.AGENT));
    assertThat(check("the-operators-token")).isEqualTo(staff(Role.OPERATOR));
  }

  private static Access staff(Role role) {
    return new Access.Granted(Principal.staff(TenantId.DEFAULT, role), Optional.empty());
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
  void a_key_that_was_removed_neither_opens_nor_renews() {
    var removed = tokens(new SigningKey("k0", bytes("ffffffffffffffffffffffffffffffff")));
    assertThat(check(removed.issue(SESSION, NOON).token())).isEqualTo(new Access.Unknown());
  }

  private CustomerToken holder(IssuedToken issued, Instant now) {
    var access = tokens.check(Optional.of(issued.token()), FROM, now);
    return ((Access.Granted) access).token().orElseThrow();
  }

  @Test
  void a_token_is_renewed_for_a_week_after_the_first_one_however_often() {
    var held = tokens.issue(SESSION, NOON);
    var now = NOON;
    int renewals = 0;
    while (true) {
      now = now.plus(Duration.ofHours(20));
      var next = tokens.renew(holder(held, now), now, Optional.empty());
      renewals++;
      held = next.orElseThrow();
      if (held.expiresAt().equals(NOON.plus(Duration.ofDays(7)))) break;
    }
    assertThat(renewals).isEqualTo(8);
    var last = NOON.plus(Duration.ofDays(7)).minusMillis(900);
    assertThat(tokens.renew(holder(held, last.minusSeconds(1)), last, Optional.empty())).isEmpty();
  }

  @Test
  void after_the_sessions_end_a_token_is_renewed_for_a_day_to_read_the_archive() {
    var held = holder(tokens.issue(SESSION, NOON), NOON);
    var ended = Optional.of(NOON.plusSeconds(60));
    var now = NOON.plus(Duration.ofHours(20));
    assertThat(tokens.renew(held, now, ended).orElseThrow().expiresAt())
        .isEqualTo(NOON.plus(DAY).plusSeconds(60));
    assertThat(tokens.renew(held, NOON.plus(DAY).plusSeconds(60), ended)).isEmpty();
  }

  @Test
  void a_token_of_an_older_build_is_renewed_from_when_it_was_made() throws Exception {
    var old = new JWTClaimsSet.Builder(claims()).issueTime(Date.from(NOON)).build();
    var access = check(signed(JWSAlgorithm.HS256, "k1", SECRET, old));
    var held = ((Access.Granted) access).token().orElseThrow();
    assertThat(held.since()).isEqualTo(NOON);
    tokens.revocations().add(new Revocation(SESSION, NOON, NOON.plus(DAY)));
    assertThat(check(signed(JWSAlgorithm.HS256, "k1", SECRET, old)))
        .isEqualTo(new Access.Expired());
  }

  @Test
  void a_revoked_token_has_run_out_and_one_made_a_moment_later_has_not() {
    var before = tokens.issue(SESSION, NOON);
    var other = tokens.issue(new SessionKey(TenantId.DEFAULT, new SessionId("other")), NOON);
    tokens.revocations().add(new Revocation(SESSION, NOON, NOON.plus(DAY)));
    assertThat(check(before.token())).isEqualTo(new Access.Expired());
    assertThat(check(other.token())).isInstanceOf(Access.Granted.class);
    assertThat(check(tokens.issue(SESSION, NOON.plusMillis(1)).token()))
        .isInstanceOf(Access.Granted.class);
  }

  @Test
  void a_token_that_was_renewed_where_the_revocation_was_not_known_yet_is_void_too() {
    var held = holder(tokens.issue(SESSION, NOON), NOON);
    var later = NOON.plusSeconds(2);
    var renewed = tokens.renew(held, later, Optional.empty()).orElseThrow().token();
    var askedAgain = tokens.again(SESSION, NOON, later).token();
    tokens.revocations().add(new Revocation(SESSION, NOON.plusSeconds(1), NOON.plus(DAY)));
    assertThat(check(renewed)).isEqualTo(new Access.Expired());
    assertThat(check(askedAgain)).isEqualTo(new Access.Expired());
  }

  @Test
  void a_connection_is_told_once_its_own_token_is_revoked_however_the_two_race() {
    var revoked = new AtomicInteger();
    var revocations = tokens.revocations();
    var held = holder(tokens.issue(SESSION, NOON), NOON);
    var fresh = holder(tokens.issue(SESSION, NOON.plusSeconds(2)), NOON.plusSeconds(2));
    assertThat(fresh.since()).isEqualTo(NOON.plusSeconds(2));
    try (var open = revocations.watch(held, revoked::incrementAndGet);
        var renewed = revocations.watch(held, () -> revoked.addAndGet(100))) {
      renewed.renewed(fresh);
      revocations.add(new Revocation(SESSION, NOON.plusSeconds(1), NOON.plus(DAY)));
      assertThat(revoked).hasValue(1);
      // one that comes with a token that was revoked while it was let in
      try (var late = revocations.watch(held, () -> revoked.addAndGet(10))) {
        assertThat(revoked).hasValue(11);
        assertThat(late).isNotSameAs(open);
      }
    }
    revocations.add(new Revocation(SESSION, NOON.plusSeconds(3), NOON.plus(DAY)));
    assertThat(revoked).as("those that are gone hear nothing").hasValue(11);
    assertThat(revocations.concern(SESSION)).isTrue();
    revocations.forget(NOON.plus(DAY));
    assertThat(revocations.concern(SESSION)).isFalse();
  }

  @Test
  void wrong_settings_are_refused_and_secrets_never_shown() {
    var key = new SigningKey("k1", SECRET);
    assertThatThrownBy(() -> new SigningKey("k1", bytes("0123456789abcdef0123456789abcde")))
        .hasMessage("parley.tokens.keys: a secret of 31 bytes under k1 (expected: ≥ 32)");
    assertThatThrownBy(
            () ->
                new TokenSettings(List.of(), TestTokens.LIFETIMES, "agent-token", "operator-token"))
        .hasMessage("parley.tokens.keys: none (expected: at least one)");
    assertThatThrownBy(
            () ->
                new TokenSettings(
                    List.of(key, key), TestTokens.LIFETIMES, "agent-token", "operator-token"))
        .hasMessage("parley.tokens.keys: (not shown) (expected: an id of its own for each)");
    assertThatThrownBy(
            () -> new TokenSettings(List.of(key), TestTokens.LIFETIMES, "same-token", "same-token"))
        .hasMessage(
            "parley.tokens.operator: (not shown) (expected: another token than the agents')");
    assertThatThrownBy(
            () ->
                new TokenSettings(
                    List.of(key), TestTokens.LIFETIMES, "no blanks", "operator-token"))
        .hasMessageStartingWith("parley.tokens.agent: (not shown) (expected: ")
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("no blanks"));
    var settings =
        new TokenSettings(List.of(key), TestTokens.LIFETIMES, "agent-token", "operator-token");
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
