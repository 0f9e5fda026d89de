package io.parley.core.secret;

import io.parley.core.text.Unicode;
import java.net.URI;
import java.util.regex.Pattern;

/// The host that a secret belongs to. A name alone stands for https at its usual port; with a port
/// it stands for that port, and then also for http, as servers inside a network may speak it.
///
/// @param value `host` or `host:port`, in small letters
public record SecretHost(String value) {
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]+])(:[1-9]\\d{0,4})?");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /// @throws IllegalArgumentException if it is of another form
  public SecretHost {
    if (!isValid(value))
      throw new IllegalArgumentException(
          "a host of another form (expected: host or host:port, in small letters)");
  }

  /// The host of an address: without a port if it is https at its usual one.
  ///
  /// @throws IllegalArgumentException if the address has no host, or one of another form
  public static SecretHost of(URI target) {
    boolean isSecure = "https".equalsIgnoreCase(target.getScheme());
    int port = target.getPort() > 0 ? target.getPort() : isSecure ? HTTPS : HTTP;
    var host = Unicode.small(String.valueOf(target.getHost()));
    return new SecretHost(isSecure && port == HTTPS ? host : host + ":" + port);
  }

  /// Whether it has the form of one.
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  /// Whether the secret may be sent to this address.
  public boolean covers(URI target) {
    if (target.getHost() == null || target.getScheme() == null) return false;
    boolean isSecure = target.getScheme().equalsIgnoreCase("https");
    if (!isSecure && !target.getScheme().equalsIgnoreCase("http")) return false;
    var host = Unicode.small(target.getHost());
    int port = target.getPort() > 0 ? target.getPort() : isSecure ? HTTPS : HTTP;
    return value.equals(host + ":" + port) || (isSecure && port == HTTPS && value.equals(host));
  }

  @Override
  public String toString() {
    return value;
  }
}
