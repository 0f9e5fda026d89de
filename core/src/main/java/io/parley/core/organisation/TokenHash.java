package io.parley.core.organisation;

import io.parley.core.setting.Expect;
import io.parley.core.text.Sha256;
import java.util.regex.Pattern;

/// Stands for the secret of a link. Only the hash is stored. It has no salt: the token has 256
/// random bits, so there is no list to look it up in.
///
/// @param hex SHA-256 of the token's text, 64 small hexadecimal digits
public record TokenHash(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public TokenHash {
    Expect.that("hash of a token", FORM.matcher(hex).matches(), "64 hexadecimal digits");
  }

  public static TokenHash of(String token) {
    return new TokenHash(Sha256.hex(token));
  }

  @Override
  public String toString() {
    return "TokenHash";
  }
}
