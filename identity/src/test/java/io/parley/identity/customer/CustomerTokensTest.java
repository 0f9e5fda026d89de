package io.parley.identity.customer;

import static io.parley.identity.key.Keys.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.TokenRefusal;
import io.parley.identity.jws.VerificationKey;
import io.parley.identity.key.KeyRing;
import io.parley.identity.key.Keys;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CustomerTokensTest {
  private static final RSAKey RSA = ShopBackend.rsa("r1");
  private static final CustomerTerms TERMS =
      new CustomerTerms(Duration.ofHours(1), Duration.ofMinutes(1));

  private final CustomerTokens tokens =
      new CustomerTokens(
          new RemoteKeys(
              address -> {
                throw new IOException("nothing is fetched here");
              },
              1),
          TERMS);

  static Stream<JWK> keys() {
    return Stream.of(RSA, ShopBackend.p256("e1"), ShopBackend.shared("s1"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_token_of_a_registered_key_names_the_customer(JWK key) {
    var verified =
        (CustomerTokens.Verified)
            tokens.verify(ShopBackend.token(key), issuer(registered(key)), START);
    assertThat(verified.subject()).isEqualTo("customer-7");
    assertThat(verified.organisation()).isEqualTo(ShopBackend.SHOP);
    assertThat(verified.claims()).containsEntry("name", "Ada");
    assertThat(verified.toString()).doesNotContain("Ada", "customer-7");
  }

  @Test
  void a_key_of_ed25519_is_read_from_a_set() throws IOException {
    KeyRing ring = Keys.ring(JwsAlgorithm.EDDSA);
    var read = PublicKeys.ofSet(ring.jwks(START));
    assertThat(read).extracting(VerificationKey::algorithm).containsExactly(JwsAlgorithm.EDDSA);
    assertThat(read.getFirst().id()).contains(ring.keys().getFirst().id());
  }

  @Test
  void a_token_without_a_kid_is_of_the_only_key_of_its_algorithm() {
    var token = ShopBackend.token(RSA, null, ShopBackend.claims().build());
    var ec = registered(ShopBackend.p256("e1"));
    assertThat(tokens.verify(token, issuer(registered(RSA), ec), START))
        .isInstanceOf(CustomerTokens.Verified.class);
    var second = registered(ShopBackend.rsa("r2"));
    assertThat(tokens.verify(token, issuer(registered(RSA), second), START))
        .isEqualTo(refused(TokenRefusal.KEY));
  }

  @Test
  void a_foreign_kid_and_a_foreign_key_are_refused() {
    var foreign = ShopBackend.rsa("r1");
    assertThat(tokens.verify(ShopBackend.token(foreign), issuer(registered(RSA)), START))
        .isEqualTo(refused(TokenRefusal.SIGNATURE));
    var named = ShopBackend.token(RSA, "r2", ShopBackend.claims().build());
    assertThat(tokens.verify(named, issuer(registered(RSA)), START))
        .isEqualTo(refused(TokenRefusal.KEY));
  }

  /// The attack on libraries that let the token choose the algorithm.
  @Test
  void the_public_key_is_not_taken_for_a_shared_one() throws Exception {
    var bytes = RSA.toRSAPublicKey().getEncoded();
    var confused = new OctetSequenceKey.Builder(bytes).keyID("r1").build();
    assertThat(tokens.verify(ShopBackend.token(confused), issuer(registered(RSA)), START))
        .isEqualTo(refused(TokenRefusal.ALGORITHM));
  }

  @Test
  void an_unsigned_token_is_refused() {
    var plain = new PlainJWT(ShopBackend.claims().build()).serialize();
    assertThat(tokens.verify(plain, issuer(registered(RSA)), START))
        .isEqualTo(refused(TokenRefusal.ALGORITHM));
  }

  @Test
  void claims_must_suit_the_registration() {
    assertRefused(ShopBackend.claims().issuer("https://other.example"), TokenRefusal.ISSUER);
    assertRefused(ShopBackend.claims().audience("other"), TokenRefusal.AUDIENCE);
    assertRefused(ShopBackend.claims().subject(null), TokenRefusal.CLAIMS);
    assertRefused(ShopBackend.claims().subject("x".repeat(257)), TokenRefusal.CLAIMS);
    assertRefused(ShopBackend.claims().expirationTime(null), TokenRefusal.CLAIMS);
    assertRefused(ShopBackend.claims(START.minusSeconds(3_600)), TokenRefusal.EXPIRED);
    assertRefused(ShopBackend.claims(START.plusSeconds(120)), TokenRefusal.NOT_YET);
    assertRefused(
        ShopBackend.claims().notBeforeTime(Date.from(START.plusSeconds(61))), TokenRefusal.NOT_YET);
    assertRefused(
        ShopBackend.claims().expirationTime(Date.from(START.plusSeconds(3_601))),
        TokenRefusal.LIFETIME);
    assertRefused(
        ShopBackend.claims().claim("x", "x".repeat(CustomerTokens.LENGTH_MAX)),
        TokenRefusal.OVERSIZED);
  }

  @Test
  void registrations_of_another_form_are_refused() {
    assertThat(PublicKeys.ofKey(RSA.toJSONString())).as("a private key").isEmpty();
    assertThat(PublicKeys.ofKey(ShopBackend.shared("s").toJSONString())).isEmpty();
    assertThat(PublicKeys.ofKey("{}")).isEmpty();
    assertThat(PublicKeys.ofKey("no JSON")).isEmpty();
    assertThatThrownBy(() -> shared("too short")).hasMessageContaining("≥ 32 bytes");
    for (var address : List.of("http://shop.example/keys", "ftp://localhost/keys", "keys"))
      assertThatThrownBy(() -> new CustomerIssuer.Published(URI.create(address)))
          .hasMessageContaining("https://host/path");
    assertThatThrownBy(() -> new CustomerIssuer.Registered(List.of()))
        .hasMessageContaining("1 to 8");
  }

  private void assertRefused(JWTClaimsSet.Builder claims, TokenRefusal reason) {
    var token = ShopBackend.token(RSA, "r1", claims.build());
    assertThat(tokens.verify(token, issuer(registered(RSA)), START)).isEqualTo(refused(reason));
  }

  private static CustomerIssuer issuer(VerificationKey... keys) {
    return new CustomerIssuer(
        ShopBackend.SHOP,
        ShopBackend.ISSUER,
        ShopBackend.AUDIENCE,
        new CustomerIssuer.Registered(List.of(keys)));
  }

  private static VerificationKey registered(JWK key) {
    if (key instanceof OctetSequenceKey secret)
      return VerificationKey.shared(
          Optional.of(key.getKeyID()), new SecretKeySpec(secret.toByteArray(), "HmacSHA256"));
    return PublicKeys.ofKey(key.toPublicJWK().toJSONString()).orElseThrow();
  }

  private static VerificationKey shared(String text) {
    return VerificationKey.shared(
        Optional.empty(), new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
  }

  private static CustomerTokens.Refused refused(TokenRefusal reason) {
    return new CustomerTokens.Refused(reason);
  }
}
