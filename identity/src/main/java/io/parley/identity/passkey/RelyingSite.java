package io.parley.identity.passkey;

import io.parley.core.text.Unicode;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// The site that passkeys are made for (WebAuthn, relying party).
///
/// @param id the domain to which authenticators bind a passkey
/// @param origin of the pages that may use it: `https://parley.example`
public record RelyingSite(String id, String origin) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /// An address of version 4, or of version 6 in its brackets.
  private static final Pattern NUMBERS = Pattern.compile("^(?:[0-9.]+|\\[.*])$");

  /// @param address of this installation, by its setting: never by a request
  /// @return empty if its host is an address of the network: browsers make passkeys for domains
  public static Optional<RelyingSite> of(URI address) {
    var host = Unicode.small(address.getHost());
    if (NUMBERS.matcher(host).matches()) return Optional.empty();
    int port = address.getPort();
    boolean isUsual = port == -1 || port == ("https".equals(address.getScheme()) ? HTTPS : HTTP);
    var origin = address.getScheme() + "://" + host + (isUsual ? "" : ":" + port);
    return Optional.of(new RelyingSite(host, origin));
  }
}
