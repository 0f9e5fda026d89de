package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/// The sign-in of a shop, whose backend is registered with [SharedServer.Profile#OFFLINE]. It signs
/// its customers' tokens by ES256, with a key of this JVM.
final class ShopSignIn {
  static final String ISSUER = "https://shop.example";
  static final String AUDIENCE = "parley";

  private static final KeyPair KEYS = keys();

  private ShopSignIn() {}

  /// In PEM, in one line, as it fits into a text of the configuration.
  static String publicKey() {
    return "-----BEGIN PUBLIC KEY-----%s-----END PUBLIC KEY-----"
        .formatted(Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()));
  }

  /// In PEM, as a file has it.
  static String privateKey() {
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded()));
  }

  /// A token of a customer.
  ///
  /// @param until its end; it was made five minutes before
  static String token(String id, String name, Instant until) {
    var claims =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"name\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(
                ISSUER,
                AUDIENCE,
                id,
                name,
                until.minusSeconds(300).getEpochSecond(),
                until.getEpochSecond());
    var input = part("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + part(claims);
    return input + "." + part(signature(input));
  }

  /// A token of five minutes.
  static String token(String id, String name) {
    return token(id, name, Instant.now().plusSeconds(300));
  }

  private static byte[] signature(String input) {
    try {
      var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(KEYS.getPrivate());
      signer.update(input.getBytes(UTF_8));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(String json) {
    return part(json.getBytes(UTF_8));
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
