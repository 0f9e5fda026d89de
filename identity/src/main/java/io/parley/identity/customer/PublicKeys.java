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
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads JSON Web Keys (RFC 7517). Only public keys that verify signatures are taken: a shared or
/// private key that somebody published is no secret, and proves nothing.
public final class PublicKeys {
  /// The most keys of a set; further ones are not read.
  static final int KEYS_MAX = 50;

  /// Before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, section 4).
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = 32;
  private static final int ID_MAX = 256;

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
