package io.parley.core.model.own;

import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import java.util.regex.Pattern;

/// The name by which an organisation's agents know one of its models.
///
/// @param name `[a-z0-9-]{1,40}`
public record OwnModelName(TenantId tenant, String name) {
  /// The model of agents that name none.
  public static final String DEFAULT = "default";

  /// The most characters of a name.
  public static final int NAME_MAX = 40;

  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,%d}".formatted(NAME_MAX));

  public OwnModelName {
    Expect.that("name", isName(name), FORM.pattern());
  }

  /// The model of agents that name none.
  public static OwnModelName ofDefault(TenantId tenant) {
    return new OwnModelName(tenant, DEFAULT);
  }

  /// Whether a model may have this name.
  public static boolean isName(String text) {
    return FORM.matcher(text).matches();
  }
}
