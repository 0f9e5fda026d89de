package io.parley.core.organisation;

import io.parley.core.setting.Expect;
import java.util.regex.Pattern;

/// A web site, as browsers write its origin (RFC 6454, section 6.2): scheme, host and, if it is not
/// the scheme's own, port. It goes into headers and pages, so nothing else is accepted.
public record WebOrigin(String value) implements Comparable<WebOrigin> {
  /// The longest form: scheme, a host's name, a port.
  public static final int LENGTH_MAX = 270;

  private static final Pattern FORM =
      Pattern.compile("https?://(?:\\[[0-9a-f:.]{2,45}]|[a-z0-9.-]{1,253})(?::[0-9]{1,5})?");

  public WebOrigin {
    Expect.that(
        "origin", isValid(value), "an origin such as https://shop.example: small letters, no path");
  }

  public static boolean isValid(String text) {
    return text.length() <= LENGTH_MAX && FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(WebOrigin other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
