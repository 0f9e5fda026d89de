package io.parley.identity.key;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.parley.core.identity.SigningKeys;
import io.parley.identity.jws.JwsAlgorithm;
import io.parley.identity.jws.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// A key of access tokens. Its text does not show the private part.
public final class SigningKey {
  /// At the end of Ed25519's SubjectPublicKeyInfo (RFC 8410, section 4).
  private static final int ED25519_BYTES = 32;

  private final String id;
  private final PublicKey publicKey;
  private final Optional<PrivateKey> privateKey;
  private final VerificationKey verification;
  private final Instant publishedAt;
  private final Instant signsFrom;

  SigningKey(
      String id,
      PublicKey publicKey,
      Optional<PrivateKey> privateKey,
      Instant publishedAt,
      Instant signsFrom) {
    this.id = id;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.verification = VerificationKey.of(Optional.of(id), publicKey);
    this.publishedAt = publishedAt;
    this.signsFrom = signsFrom;
  }

  /// @throws IllegalArgumentException if it is no key of its algorithm
  static SigningKey of(SigningKeys.Key stored) {
    var algorithm =
        JwsAlgorithm.of(stored.algorithm())
            .orElseThrow(() -> new IllegalArgumentException(stored + ": unknown algorithm"));
    try {
      var factory = KeyFactory.getInstance(algorithm == JwsAlgorithm.RS256 ? "RSA" : "Ed25519");
      var publicKey = factory.generatePublic(new X509EncodedKeySpec(bytes(stored.publicKey())));
      Optional<PrivateKey> privateKey = Optional.empty();
      if (stored.privateKey().isPresent())
        privateKey =
            Optional.of(
                factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(stored.privateKey().get()))));
      return new SigningKey(
          stored.id(), publicKey, privateKey, stored.publishedAt(), stored.signsFrom());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(stored + ": not a key of its algorithm", e);
    }
  }

  /// @throws IllegalStateException if the private part is missing
  SigningKeys.Key stored() {
    var secret =
        privateKey.orElseThrow(() -> new IllegalStateException(this + " has no private part"));
    return new SigningKeys.Key(
        id,
        algorithm().jose(),
        text(publicKey.getEncoded()),
        Optional.of(text(secret.getEncoded())),
        publishedAt,
        signsFrom);
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// The `kid` of its tokens: the thumbprint of the public part (RFC 7638).
  public String id() {
    return id;
  }

  /// RS256 or EdDSA.
  public JwsAlgorithm algorithm() {
    return verification.algorithm();
  }

  /// When it was published.
  public Instant publishedAt() {
    return publishedAt;
  }

  /// When it begins to sign.
  public Instant signsFrom() {
    return signsFrom;
  }

  /// The public part.
  public VerificationKey verification() {
    return verification;
  }

  /// Whether this node has the private part.
  public boolean canSign() {
    return privateKey.isPresent();
  }

  /// Signs with its algorithm.
  ///
  /// @throws IllegalStateException if the private part is missing
  public byte[] sign(byte[] input) {
    var secret =
        privateKey.orElseThrow(() -> new IllegalStateException(this + " has no private part"));
    try {
      var signature = Signature.getInstance(algorithm().jca());
      signature.initSign(secret);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(this + " cannot sign", e);
    }
  }

  /// The public part, for others.
  JWK jwk() {
    return jwk(publicKey, id);
  }

  /// @param id its `kid`
  static JWK jwk(PublicKey key, String id) {
    if (key instanceof RSAPublicKey rsa)
      return new RSAKey.Builder(rsa)
          .keyID(id)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .build();
    var encoded = key.getEncoded();
    var point = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
        .keyID(id)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.EdDSA)
        .build();
  }

  @Override
  public String toString() {
    return "SigningKey[%s, %s, signsFrom=%s]".formatted(id, algorithm().jose(), signsFrom);
  }
}
