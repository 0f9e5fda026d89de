package io.parley.identity.customer;

import static io.parley.identity.key.Keys.START;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// A company's backend, which signs with Nimbus: another implementation than the one under test.
final class ShopBackend {
  static final String ISSUER = "https://shop.example";
  static final String AUDIENCE = "parley";
  static final TenantId SHOP = new TenantId("shop");

  private ShopBackend() {}

  static RSAKey rsa(String id) {
    return made(() -> new RSAKeyGenerator(2_048).keyID(id).generate());
  }

  static ECKey p256(String id) {
    return made(() -> new ECKeyGenerator(Curve.P_256).keyID(id).generate());
  }

  static OctetSequenceKey shared(String id) {
    return made(() -> new OctetSequenceKeyGenerator(256).keyID(id).generate());
  }

  static String published(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(true);
  }

  static JWTClaimsSet.Builder claims() {
    return claims(START);
  }

  static JWTClaimsSet.Builder claims(Instant at) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(List.of("other", AUDIENCE))
        .subject("customer-7")
        .issueTime(Date.from(at))
        .expirationTime(Date.from(at.plusSeconds(300)))
        .claim("name", "Ada");
  }

  static String token(JWK key) {
    return token(key, key.getKeyID(), claims().build());
  }

  static String token(JWK key, String kid, JWTClaimsSet claims) {
    return made(
        () -> {
          var token =
              new SignedJWT(new JWSHeader.Builder(algorithm(key)).keyID(kid).build(), claims);
          token.sign(signer(key));
          return token.serialize();
        });
  }

  private static JWSAlgorithm algorithm(JWK key) {
    return switch (key) {
      case RSAKey _ -> JWSAlgorithm.RS256;
      case ECKey _ -> JWSAlgorithm.ES256;
      case OctetSequenceKey _ -> JWSAlgorithm.HS256;
      default -> throw new IllegalArgumentException("" + key.getKeyType());
    };
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSASigner(rsa);
      case ECKey ec -> new ECDSASigner(ec);
      case OctetSequenceKey secret -> new MACSigner(secret);
      default -> throw new IllegalArgumentException("" + key.getKeyType());
    };
  }

  private interface Making<T> {
    T make() throws JOSEException;
  }

  private static <T> T made(Making<T> making) {
    try {
      return making.make();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
