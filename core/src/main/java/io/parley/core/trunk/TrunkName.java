package io.parley.core.trunk;

import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import java.util.regex.Pattern;

/// An organisation's name for one of its trunks.
///
/// @param name `[a-z0-9-]{1,40}`
public record TrunkName(TenantId tenant, String name) {
  /// The most characters of a name.
  public static final int NAME_MAX = 40;

  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,%d}".formatted(NAME_MAX));

  public TrunkName {
    Expect.that("name", isName(name), FORM.pattern());
  }

  /// Whether a trunk may have this name.
  public static boolean isName(String text) {
    return FORM.matcher(text).matches();
  }
}
