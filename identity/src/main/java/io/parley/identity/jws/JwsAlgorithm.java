package io.parley.identity.jws;

import java.util.Arrays;
import java.util.Optional;

/// The accepted algorithms of signatures (RFC 7518, RFC 8037). There is no `none`.
public enum JwsAlgorithm {
  RS256("RS256", "SHA256withRSA"),
  /// The signature is the two numbers in a row, as JOSE writes it.
  ES256("ES256", "SHA256withECDSAinP1363Format"),
  /// With Ed25519 alone.
  EDDSA("EdDSA", "Ed25519"),
  /// With a key that both sides know.
  HS256("HS256", "HmacSHA256");

  private final String jose;
  private final String jca;

  JwsAlgorithm(String jose, String jca) {
    this.jose = jose;
    this.jca = jca;
  }

  /// The one that JOSE names so. Case matters.
  public static Optional<JwsAlgorithm> of(String jose) {
    return Arrays.stream(values()).filter(each -> each.jose.equals(jose)).findFirst();
  }

  /// The name in a token's header.
  public String jose() {
    return jose;
  }

  /// The JDK's name.
  public String jca() {
    return jca;
  }
}
