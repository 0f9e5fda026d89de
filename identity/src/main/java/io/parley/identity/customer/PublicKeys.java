package io.parley.identity.customer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.parley.identity.jws.VerificationKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads JSON Web Keys (RFC 7517), and public keys in PEM (RFC 7468). Only public keys that verify
/// signatures are taken: a shared or private key that somebody published is no secret, and proves
/// nothing.
public final class PublicKeys {
  /// The most keys of a set; further ones are not read.
  static final int KEYS_MAX = 50;

  /// Before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, section 4).
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = 32;
  private static final int ID_MAX = 256;

  private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String PEM_END = "-----END PUBLIC KEY-----";
  private static final List<String> PEM_KEYS = List.of("RSA", "EC", "Ed25519");

  private PublicKeys() {}

  /// The usable keys of a set. Other keys are skipped, as the RFC wants (section 5).
  ///
  /// @throws IOException if it is no set
  static List<VerificationKey> ofSet(String json) throws IOException {
    try {
      var set = JSONObjectUtils.parse(json);
      var keys = set == null ? null : JSONObjectUtils.getJSONObjectArray(set, "keys");
      if (keys == null) throw new IOException("no JSON Web Key Set (expected: {\"keys\": […]})");
      return Arrays.stream(keys)
          .limit(KEYS_MAX)
          .map(PublicKeys::usable)
          .flatMap(Optional::stream)
          .toList();
    } catch (ParseException e) {
      throw new IOException("no JSON Web Key Set (expected: {\"keys\": […]})", e);
    }
  }

  /// One key, as a company registers it.
  ///
  /// @return empty if it is no usable public key
  public static Optional<VerificationKey> ofKey(String json) {
    try {
      return Optional.ofNullable(JSONObjectUtils.parse(json)).flatMap(PublicKeys::usable);
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  /// A public key in PEM (RFC 7468, section 13), its lines perhaps joined. It has no id.
  ///
  /// @return empty if it is no usable public key
  public static Optional<VerificationKey> ofPem(String text) {
    var pem = text.lines().map(String::strip).collect(Collectors.joining());
    if (pem.length() < PEM_BEGIN.length() + PEM_END.length()
        || !pem.startsWith(PEM_BEGIN)
        || !pem.endsWith(PEM_END)) return Optional.empty();
    try {
      var base64 = pem.substring(PEM_BEGIN.length(), pem.length() - PEM_END.length());
      return ofEncoded(Base64.getDecoder().decode(base64))
          .map(key -> VerificationKey.of(Optional.empty(), key));
    } catch (IllegalArgumentException e) {
      // no Base64, another curve, or too small
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> ofEncoded(byte[] subjectPublicKeyInfo) {
    var spec = new X509EncodedKeySpec(subjectPublicKeyInfo);
    return PEM_KEYS.stream().flatMap(algorithm -> key(algorithm, spec).stream()).findFirst();
  }

  private static Optional<PublicKey> key(String algorithm, X509EncodedKeySpec spec) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(spec));
    } catch (InvalidKeySpecException e) {
      // perhaps of another algorithm
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no keys of " + algorithm, e);
    }
  }

  private static Optional<VerificationKey> usable(Map<String, Object> json) {
    try {
      var jwk = JWK.parse(json);
      if (jwk.isPrivate() || KeyUse.ENCRYPTION.equals(jwk.getKeyUse())) return Optional.empty();
      var id = Optional.ofNullable(jwk.getKeyID());
      if (id.filter(text -> text.length() > ID_MAX).isPresent()) return Optional.empty();
      return publicKey(jwk)
          .map(key -> VerificationKey.of(id, key))
          .filter(
              key ->
                  jwk.getAlgorithm() == null
                      || jwk.getAlgorithm().getName().equals(key.algorithm().jose()));
    } catch (ParseException | JOSEException | GeneralSecurityException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException e) {
      // another curve, a point beside the curve, a key that is too small
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> publicKey(JWK jwk)
      throws JOSEException, GeneralSecurityException {
    return switch (jwk) {
      case RSAKey rsa -> Optional.of(rsa.toRSAPublicKey());
      case ECKey ec -> Optional.of(ec.toECPublicKey());
      case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) ->
          ed25519(pair.getX().decode());
      default -> Optional.empty();
    };
  }

  private static Optional<PublicKey> ed25519(byte[] point) throws GeneralSecurityException {
    if (point.length != ED25519_BYTES) return Optional.empty();
    var encoded = new byte[ED25519_PREFIX.length + ED25519_BYTES];
    System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
    System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, ED25519_BYTES);
    return Optional.of(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
  }
}
