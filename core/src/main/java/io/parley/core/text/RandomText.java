package io.parley.core.text;

import java.util.Base64;
import java.util.random.RandomGenerator;

/// Random texts for ids and secrets.
public final class RandomText {
  private RandomText() {}

  /// So many random bytes as Base64 for addresses of the web (RFC 4648, section 5), without
  /// padding.
  ///
  /// @param random a `SecureRandom` where the text must not be guessed
  public static String of(int bytes, RandomGenerator random) {
    var made = new byte[bytes];
    random.nextBytes(made);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(made);
  }
}
