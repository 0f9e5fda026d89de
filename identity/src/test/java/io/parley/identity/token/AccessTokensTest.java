package io.parley.identity.token;

import static io.parley.identity.key.Keys.LIFE;
import static io.parley.identity.key.Keys.SKEW;
import static io.parley.identity.key.Keys.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.core.tenant.TenantId;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.TokenRefusal;
import io.parley.identity.key.KeyRing;
import io.parley.identity.key.Keys;
import io.parley.identity.key.MemorySigningKeys;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccessTokensTest {
  private static final KeyRing EDDSA = Keys.ring(JwsAlgorithm.EDDSA);
  private static final KeyRing RS256 = Keys.ring(JwsAlgorithm.RS256);
  private static final AccessGrant GRANT =
      new AccessGrant(new TenantId("shop"), "p-1", "s-1", Set.of("member", "developer"));

  private final AccessTokens tokens = tokens();

  @ParameterizedTest
  @EnumSource(names = {"RS256", "EDDSA"})
  void an_issued_token_says_what_was_granted(JwsAlgorithm algorithm) {
    var ring = ring(algorithm);
    var at = START.plusMillis(700);
    var issued = tokens.issue(GRANT, "t-1", ring, at).orElseThrow();
    assertThat(issued.expiresAt()).isEqualTo(START.plus(LIFE));
    assertThat(tokens.verify(issued.token(), ring, at))
        .isEqualTo(new AccessTokens.Verified(GRANT, "t-1", START, START.plus(LIFE)));
    assertThat(issued.token()).hasSizeLessThan(AccessTokens.LENGTH_MAX);
    assertThat(issued.toString()).doesNotContain(issued.token());
  }

  @Test
  void others_verify_a_token_by_the_published_keys() throws Exception {
    var token = tokens.issue(GRANT, "t-1", RS256, START).orElseThrow().token();
    var read = SignedJWT.parse(token);
    var published = JWKSet.parse(RS256.jwks(START)).getKeyByKeyId(read.getHeader().getKeyID());
    assertThat(read.verify(new RSASSAVerifier(published.toRSAKey()))).isTrue();
    assertThat(read.getJWTClaimsSet().getStringClaim("org")).isEqualTo("shop");
    assertThat(read.getJWTClaimsSet().getStringListClaim("roles"))
        .containsExactly("developer", "member");
  }

  @Test
  void a_token_is_valid_until_its_end_and_the_skew_of_clocks() {
    var token = tokens.issue(GRANT, "t-1", EDDSA, START).orElseThrow().token();
    var end = START.plus(LIFE).plus(SKEW);
    assertThat(tokens.verify(token, EDDSA, end.minusMillis(1)))
        .isInstanceOf(AccessTokens.Verified.class);
    assertThat(tokens.verify(token, EDDSA, end)).isEqualTo(refused(TokenRefusal.EXPIRED));
    assertThat(tokens.verify(token, EDDSA, START.minus(SKEW)))
        .isInstanceOf(AccessTokens.Verified.class);
  }

  @Test
  void a_token_of_another_installation_is_refused_also_with_the_same_keys() {
    var other = new AccessTokens(new AccessTokenTerms("https://b.example", "parley", LIFE, SKEW));
    var token = other.issue(GRANT, "t-1", EDDSA, START).orElseThrow().token();
    assertThat(tokens.verify(token, EDDSA, START)).isEqualTo(refused(TokenRefusal.ISSUER));
  }

  @Test
  void a_token_of_a_withdrawn_key_is_refused() {
    var rotation = Keys.rotation(new MemorySigningKeys(), JwsAlgorithm.EDDSA);
    var before = rotation.refresh(START).toCompletableFuture().join();
    var token = tokens.issue(GRANT, "t-1", before, START).orElseThrow().token();
    var after =
        rotation.withdraw(before.keys().getFirst().id(), START).toCompletableFuture().join();
    assertThat(tokens.verify(token, after, START)).isEqualTo(refused(TokenRefusal.KEY));
    assertThat(tokens.issue(GRANT, "t-2", after, START)).isPresent();
  }

  @Test
  void a_stale_ring_issues_nothing() {
    assertThat(tokens.issue(GRANT, "t-1", EDDSA, START.plus(Keys.AHEAD))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"RS256", "EDDSA"})
  void the_undamaged_token_is_right(JwsAlgorithm algorithm) {
    var right = damaged(algorithm).right();
    assertThat(tokens.verify(right, ring(algorithm), START))
        .isInstanceOf(AccessTokens.Verified.class);
  }

  @ParameterizedTest
  @MethodSource("damagedByRsa")
  void a_damaged_token_of_rs256_is_refused_with_its_reason(DamagedTokens.Damaged damaged) {
    assertThat(tokens.verify(damaged.token(), RS256, START)).isEqualTo(refused(damaged.reason()));
  }

  @ParameterizedTest
  @MethodSource("damagedByEd")
  void a_damaged_token_of_eddsa_is_refused_with_its_reason(DamagedTokens.Damaged damaged) {
    assertThat(tokens.verify(damaged.token(), EDDSA, START)).isEqualTo(refused(damaged.reason()));
  }

  /// One character of a token changed, each in turn.
  @Test
  void no_change_of_a_character_is_accepted() {
    var token = tokens.issue(GRANT, "t-1", EDDSA, START).orElseThrow().token();
    for (int at = 0; at < token.length(); at++)
      for (char other : List.of('A', 'B', '-', '.', '=', '{')) {
        if (token.charAt(at) == other) continue;
        var changed = token.substring(0, at) + other + token.substring(at + 1);
        assertThat(tokens.verify(changed, EDDSA, START))
            .as(changed)
            .isInstanceOf(AccessTokens.Refused.class);
      }
  }

  static Stream<DamagedTokens.Damaged> damagedByRsa() {
    return damaged(JwsAlgorithm.RS256).all().stream();
  }

  static Stream<DamagedTokens.Damaged> damagedByEd() {
    return damaged(JwsAlgorithm.EDDSA).all().stream();
  }

  private static DamagedTokens damaged(JwsAlgorithm algorithm) {
    return new DamagedTokens(ring(algorithm), Keys.ring(algorithm));
  }

  private static KeyRing ring(JwsAlgorithm algorithm) {
    return algorithm == JwsAlgorithm.RS256 ? RS256 : EDDSA;
  }

  private static AccessTokens.Refused refused(TokenRefusal reason) {
    return new AccessTokens.Refused(reason);
  }

  private static AccessTokens tokens() {
    return new AccessTokens(
        new AccessTokenTerms(DamagedTokens.ISSUER, DamagedTokens.AUDIENCE, LIFE, SKEW));
  }
}
