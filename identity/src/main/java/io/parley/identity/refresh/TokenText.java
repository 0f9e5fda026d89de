package io.parley.identity.refresh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.text.RandomText;
import io.parley.core.text.Sha256;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/// A refresh token: `rt_`, the id of its family (128 bits), a dot, and 256 random bits, each in
/// Base64 for addresses. Its text is not shown.
record TokenText(String family, String secret) {
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile("rt_([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

  static Optional<TokenText> parse(String text) {
    var parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new TokenText(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  static TokenText of(String family, SecureRandom random) {
    return new TokenText(family, RandomText.of(SECRET_BYTES, random));
  }

  static String newId(SecureRandom random) {
    return RandomText.of(ID_BYTES, random);
  }

  /// SHA-256 in hexadecimal: 256 random bits need no slow hash.
  String hash() {
    return Sha256.hex(secret.getBytes(US_ASCII));
  }

  String text() {
    return "rt_" + family + "." + secret;
  }

  @Override
  public String toString() {
    return "TokenText[(not shown)]";
  }
}
