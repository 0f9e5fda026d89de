package io.parley.identity.jws;

import io.parley.core.setting.Expect;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// A key that verifies signatures of one algorithm, which its type decides. Its text does not show
/// the key.
public final class VerificationKey {
  private static final int RSA_BITS_MIN = 2_048;

  /// A larger one costs more time than a token is worth.
  private static final int RSA_BITS_MAX = 8_192;

  private static final int P256_BITS = 256;

  /// Two numbers (RFC 7518, section 3.4). The JDK also reads shorter ones.
  private static final int ES256_BYTES = 64;

  /// RFC 7518, section 3.2.
  private static final int SECRET_BYTES_MIN = 32;

  private final Optional<String> id;
  private final JwsAlgorithm algorithm;
  private final Key key;

  private VerificationKey(Optional<String> id, JwsAlgorithm algorithm, Key key) {
    this.id = id;
    this.algorithm = algorithm;
    this.key = key;
  }

  /// @param id the `kid` of its tokens
  /// @throws IllegalArgumentException if it is of another type, or too small
  public static VerificationKey of(Optional<String> id, PublicKey key) {
    return new VerificationKey(id, algorithm(key), key);
  }

  /// A key that both sides know, for HS256.
  ///
  /// @throws IllegalArgumentException if it has fewer than 256 bits
  public static VerificationKey shared(Optional<String> id, SecretKey key) {
    if (key.getEncoded() == null || key.getEncoded().length < SECRET_BYTES_MIN)
      throw Expect.wrong("shared key", "(not shown)", "≥ " + SECRET_BYTES_MIN + " bytes");
    return new VerificationKey(id, JwsAlgorithm.HS256, key);
  }

  private static JwsAlgorithm algorithm(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> {
        Expect.between(
            "bits of an RSA key", rsa.getModulus().bitLength(), RSA_BITS_MIN, RSA_BITS_MAX);
        // an even one, or 1, verifies everything or nothing
        if (!rsa.getPublicExponent().testBit(0) || rsa.getPublicExponent().bitLength() < 2)
          throw Expect.wrong("exponent of an RSA key", rsa.getPublicExponent(), "odd, ≥ 3");
        yield JwsAlgorithm.RS256;
      }
      case ECPublicKey ec -> {
        if (ec.getParams().getCurve().getField().getFieldSize() != P256_BITS)
          throw Expect.wrong("curve of a key", "another one", "P-256");
        yield JwsAlgorithm.ES256;
      }
      case EdECPublicKey ed -> {
        if (!NamedParameterSpec.ED25519.getName().equals(ed.getParams().getName()))
          throw Expect.wrong("curve of a key", ed.getParams().getName(), "Ed25519");
        yield JwsAlgorithm.EDDSA;
      }
      default -> throw Expect.wrong("type of a key", key.getAlgorithm(), "RSA, P-256 or Ed25519");
    };
  }

  /// The `kid` of its tokens; empty if it was registered without one.
  public Optional<String> id() {
    return id;
  }

  /// The one algorithm of its tokens.
  public JwsAlgorithm algorithm() {
    return algorithm;
  }

  /// Whether the signature is of this key. The token's own `alg` must have been compared with
  /// [#algorithm] before.
  public boolean verifies(CompactJwt token) {
    var input = token.signingInput();
    var signature = token.signature();
    try {
      return switch (key) {
        case PublicKey each -> isSigned(each, input, signature);
        case SecretKey each -> MessageDigest.isEqual(mac(each, input), signature);
        default -> throw new IllegalStateException("a key of type " + key.getClass());
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot verify " + algorithm.jose(), e);
    }
  }

  private boolean isSigned(PublicKey each, byte[] input, byte[] signature)
      throws GeneralSecurityException {
    if (algorithm == JwsAlgorithm.ES256 && signature.length != ES256_BYTES) return false;
    var verifier = Signature.getInstance(algorithm.jca());
    verifier.initVerify(each);
    verifier.update(input);
    try {
      return verifier.verify(signature);
    } catch (SignatureException e) {
      // of another length or form: the JDK's way to say no
      return false;
    }
  }

  private byte[] mac(SecretKey each, byte[] input) throws GeneralSecurityException {
    var mac = Mac.getInstance(algorithm.jca());
    mac.init(each);
    return mac.doFinal(input);
  }

  @Override
  public String toString() {
    return "VerificationKey[%s, %s]".formatted(id.orElse("no id"), algorithm.jose());
  }
}
