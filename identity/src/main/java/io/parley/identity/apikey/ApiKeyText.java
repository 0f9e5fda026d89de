package io.parley.identity.apikey;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.text.RandomText;
import io.parley.core.text.Sha256;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// An API key: `pk_`, the id of its row (64 bits in hexadecimal), `_`, and 256 random bits in
/// Base64 for addresses. The prefix lets scanners find keys in published code. Its text is not
/// shown.
record ApiKeyText(String id, String secret) {
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM = Pattern.compile("pk_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");

  static Optional<ApiKeyText> parse(String text) {
    var parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new ApiKeyText(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  static ApiKeyText random(SecureRandom random) {
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    return new ApiKeyText(HexFormat.of().formatHex(id), RandomText.of(SECRET_BYTES, random));
  }

  /// SHA-256 in hexadecimal: 256 random bits need no slow hash.
  String hash() {
    return Sha256.hex(secret.getBytes(US_ASCII));
  }

  String text() {
    return "pk_" + id + "_" + secret;
  }

  @Override
  public String toString() {
    return "ApiKeyText[" + id + ", (not shown)]";
  }
}
