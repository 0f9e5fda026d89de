package io.parley.identity.key;

import com.nimbusds.jose.JOSEException;
import io.parley.identity.jws.JwsAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/// Makes keys. An RSA key takes some hundred milliseconds.
public final class KeyPairs {
  private static final int RSA_BITS = 2_048;
  private static final int ED25519_BITS = 255;

  private final SecureRandom random;

  public KeyPairs(SecureRandom random) {
    this.random = random;
  }

  /// @param algorithm RS256 or EdDSA
  SigningKey generate(JwsAlgorithm algorithm, Instant publishedAt, Instant signsFrom) {
    try {
      var pair = generator(algorithm).generateKeyPair();
      // a thumbprint, so that no two keys ever share an id
      var id = SigningKey.jwk(pair.getPublic(), "").computeThumbprint().toString();
      return new SigningKey(
          id, pair.getPublic(), Optional.of(pair.getPrivate()), publishedAt, signsFrom);
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("this JDK makes no key for " + algorithm.jose(), e);
    }
  }

  private KeyPairGenerator generator(JwsAlgorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case RS256 -> {
        var rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(RSA_BITS, random);
        yield rsa;
      }
      case EDDSA -> {
        var ed = KeyPairGenerator.getInstance("Ed25519");
        ed.initialize(ED25519_BITS, random);
        yield ed;
      }
      case ES256, HS256 ->
          throw new IllegalArgumentException(algorithm + " (expected: RS256 or EDDSA)");
    };
  }
}
