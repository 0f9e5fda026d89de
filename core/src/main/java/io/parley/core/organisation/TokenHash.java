package io.parley.core.organisation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.setting.Expect;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return new TokenHash(HexFormat.of().formatHex(digest.digest(token.getBytes(UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "TokenHash";
  }
}
