package io.parley.core.tenant;

import java.util.regex.Pattern;

/// Names one session within its tenant.
///
/// @param value `[A-Za-z0-9._-]{1,64}`; the server makes it from 128 random bits, and an id alone
///   grants no access
public record SessionId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public SessionId {
    if (!FORM.matcher(value).matches())
      throw new IllegalArgumentException("session id of another form (expected: " + FORM + ")");
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
