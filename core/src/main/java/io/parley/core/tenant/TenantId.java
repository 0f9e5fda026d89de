package io.parley.core.tenant;

/// A company that Parley serves. One tenant never sees the data of another.
///
/// @param value lower-case letters, digits and hyphens, 1 to 32; never a `:` or `|`, which separate
///   keys
public record TenantId(String value) {
  private static final int LENGTH_MAX = 32;
  private static final String FORM = "[a-z0-9-]{1,32}";

  /// The one tenant of an installation that has no organisations.
  public static final TenantId DEFAULT = new TenantId("default");

  /// Stands for the installation itself where acts across organisations need a tenant. It has no
  /// sessions, and is no [OrganisationId].
  public static final TenantId PLATFORM = new TenantId("platform");

  public TenantId {
    if (!isValid(value))
      throw new IllegalArgumentException("tenant: '" + value + "' (expected: " + FORM + ")");
  }

  /// By a loop, as in [SessionId].
  private static boolean isValid(String value) {
    if (value.isEmpty() || value.length() > LENGTH_MAX) return false;
    for (int at = 0; at < value.length(); at++) if (!isAllowed(value.charAt(at))) return false;
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
