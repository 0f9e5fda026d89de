package io.parley.voice.webrtc;

import io.parley.core.text.Unicode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Identifies a certificate (RFC 8122): the hash of its bytes.
///
/// @param hash as in SDP, `sha-256` and better
record Fingerprint(String hash, String hex) {
  /// Without MD5 and SHA-1, which are broken.
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha-256", "SHA-256", "sha-384", "SHA-384", "sha-512", "SHA-512");

  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

  static Fingerprint of(String hash, byte[] certificate) {
    try {
      var digest = MessageDigest.getInstance(ALGORITHMS.get(hash));
      return new Fingerprint(hash, HEX.formatHex(digest.digest(certificate)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-2", e);
    }
  }

  /// Reads the value of `a=fingerprint`; empty for other or weak hashes.
  static Optional<Fingerprint> parse(String value) {
    var words = value.split(" ", 3);
    if (words.length != 2) return Optional.empty();
    var hash = Unicode.small(words[0]);
    var algorithm = ALGORITHMS.get(hash);
    if (algorithm == null) return Optional.empty();
    int bytes = Integer.parseInt(hash.substring("sha-".length())) / 8;
    if (words[1].length() != bytes * 3 - 1) return Optional.empty();
    try {
      // normalised, so that comparison ignores case
      return Optional.of(new Fingerprint(hash, HEX.formatHex(HEX.parseHex(words[1]))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  boolean matches(byte[] certificate) {
    return of(hash, certificate).equals(this);
  }

  @Override
  public String toString() {
    return hash + " " + hex;
  }
}
