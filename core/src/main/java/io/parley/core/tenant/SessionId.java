package io.parley.core.tenant;

/// Names one session within its tenant.
///
/// @param value `[A-Za-z0-9._-]{1,64}`; the server makes it from 128 random bits, and an id alone
///   grants no access
public record SessionId(String value) {
  private static final int LENGTH_MAX = 64;
  private static final String FORM = "[A-Za-z0-9._-]{1,64}";

  public SessionId {
    if (!isValid(value))
      throw new IllegalArgumentException("session id of another form (expected: " + FORM + ")");
  }

  /// Read from every row and message, so by a loop, which takes a tenth of a regular expression's
  /// time.
  public static boolean isValid(String value) {
    if (value.isEmpty() || value.length() > LENGTH_MAX) return false;
    for (int at = 0; at < value.length(); at++) if (!isAllowed(value.charAt(at))) return false;
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
