package io.parley.identity.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.organisation.TokenHash;
import io.parley.core.text.RandomText;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/// Secrets that a browser holds during a sign-in: 256 random bits each, stored as hashes.
final class Browser {
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Browser() {}

  /// 43 characters of Base64 for addresses, as a PKCE verifier may have, too.
  static String secret(SecureRandom random) {
    return RandomText.of(BYTES, random);
  }

  /// Whether it has the form of one.
  static boolean isSecret(String text) {
    return FORM.matcher(text).matches();
  }

  static boolean isSame(TokenHash stored, String shown) {
    return MessageDigest.isEqual(
        stored.hex().getBytes(US_ASCII), TokenHash.of(shown).hex().getBytes(US_ASCII));
  }
}
