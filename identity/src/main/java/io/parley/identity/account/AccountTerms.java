package io.parley.identity.account;

import io.parley.core.setting.Expect;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/// Terms of accounts.
///
/// @param publicAddress of this installation, `https://parley.example`; links of mails begin with
///   it, and never with the `Host` of a request. Without a configured one it is that of the node's
///   own port, which is known later
/// @param name of the installation in apps for codes
/// @param resetLife how long a link for a new password works
/// @param mailsPerHour the most mails that strangers can have sent to one address, of each kind
/// @param language of notices to people whose language is not known
public record AccountTerms(
    Supplier<URI> publicAddress,
    String name,
    Duration resetLife,
    int mailsPerHour,
    String language) {
  private static final Duration RESET_MAX = Duration.ofHours(24);

  public AccountTerms {
    Expect.notBlank("name", name);
    Expect.positive("resetLife", resetLife);
    Expect.atMost("resetLife", resetLife, RESET_MAX);
    Expect.atLeast("mailsPerHour", mailsPerHour, 1);
    Expect.notBlank("language", language);
  }

  /// With an address that is known.
  public AccountTerms(
      URI publicAddress, String name, Duration resetLife, int mailsPerHour, String language) {
    this(() -> publicAddress, name, resetLife, mailsPerHour, language);
    Expect.that(
        "publicAddress",
        publicAddress.isAbsolute() && publicAddress.getHost() != null,
        "an address of the web");
  }

  /// The address of a page.
  ///
  /// @param path with its slash
  String page(String path) {
    var text = publicAddress.get().toString();
    return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path;
  }

  /// The address of a page with a token, in the fragment, which browsers send to no server.
  String page(String path, String token) {
    return page(path) + "#" + token;
  }
}
