package io.parley.voice.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Hashes of digest authentication, the strongest first.
public enum DigestAlgorithm {
  SHA_512_256("SHA-512-256", "SHA-512/256"),
  SHA_256("SHA-256", "SHA-256"),
  /// Broken, and the only one that many telephones know.
  MD5("MD5", "MD5");

  private final String token;
  private final String javaName;

  DigestAlgorithm(String token, String javaName) {
    this.token = token;
    this.javaName = javaName;
  }

  /// As in `algorithm=`.
  public String token() {
    return token;
  }

  /// MD5 where none is named.
  static Optional<DigestAlgorithm> named(String token) {
    if (token.isEmpty()) return Optional.of(MD5);
    for (var algorithm : values())
      if (algorithm.token.equalsIgnoreCase(token)) return Optional.of(algorithm);
    return Optional.empty();
  }

  /// In small hexadecimal digits.
  String hash(String... parts) {
    try {
      var bytes = String.join(":", parts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(javaName).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(javaName + " is part of every JDK", e);
    }
  }
}
