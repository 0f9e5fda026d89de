package io.parley.core.access;

import io.parley.core.setting.Expect;
import java.util.regex.Pattern;

/// The name of a custom role, unique within its organisation.
///
/// @param value `[a-z0-9-]{1,32}`, and not that of a [ClientRole]
public record RoleName(String value) implements Comparable<RoleName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,32}");

  public RoleName {
    Expect.that("name of a role", FORM.matcher(value).matches(), FORM.pattern());
    Expect.that("name of a role", ClientRole.of(value).isEmpty(), "not that of a built-in role");
  }

  @Override
  public int compareTo(RoleName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
