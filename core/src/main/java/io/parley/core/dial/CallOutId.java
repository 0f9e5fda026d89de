package io.parley.core.dial;

import io.parley.core.tenant.TenantId;
import java.util.regex.Pattern;

/// Names a call out.
///
/// @param id 128 random bits in hexadecimal: it cannot be guessed
public record CallOutId(TenantId tenant, String id) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public CallOutId {
    if (!isValid(id)) throw new IllegalArgumentException("malformed id of a call out");
  }

  public static boolean isValid(String id) {
    return FORM.matcher(id).matches();
  }
}
