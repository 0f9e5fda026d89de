package io.parley.core.tenant;

import java.util.regex.Pattern;

/// A company that Parley serves. One tenant never sees the data of another.
///
/// @param value lower-case letters, digits and hyphens, 1 to 32; never a `:` or `|`, which separate
///   keys
public record TenantId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,32}");

  /// The one tenant of an installation that has no organisations.
  public static final TenantId DEFAULT = new TenantId("default");

  /// Stands for the installation itself where acts across organisations need a tenant. It has no
  /// sessions, and is no [OrganisationId].
  public static final TenantId PLATFORM = new TenantId("platform");

  public TenantId {
    if (!FORM.matcher(value).matches())
      throw new IllegalArgumentException("tenant: '" + value + "' (expected: " + FORM + ")");
  }

  @Override
  public String toString() {
    return value;
  }
}
