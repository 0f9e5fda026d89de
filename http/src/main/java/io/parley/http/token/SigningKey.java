package io.parley.http.token;

import io.parley.core.setting.Expect;
import java.util.regex.Pattern;

/// A key for signing customers' tokens.
public final class SigningKey {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final int BYTES_MIN = 32;

  private final String id;
  private final byte[] secret;

  /// @param id recorded in every token that it signed, `[A-Za-z0-9._-]{1,32}`
  /// @param secret 256 bits at least (RFC 7518, section 3.2)
  public SigningKey(String id, byte[] secret) {
    if (!ID.matcher(id).matches())
      throw Expect.wrong("parley.tokens.keys", "(not shown)", "ids of the form " + ID);
    if (secret.length < BYTES_MIN)
      throw Expect.wrong(
          "parley.tokens.keys",
          "a secret of %d bytes under %s".formatted(secret.length, id),
          "≥ " + BYTES_MIN);
    this.id = id;
    this.secret = secret.clone();
  }

  public String id() {
    return id;
  }

  byte[] secret() {
    return secret.clone();
  }

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
