package io.parley.identity.account;

import io.parley.core.setting.Expect;
import java.net.URI;
import java.time.Duration;

/// Terms of accounts.
///
/// @param publicAddress of this installation, `https://parley.example`; links of mails begin with
///   it, and never with the `Host` of a request
/// @param name of the installation in apps for codes
/// @param resetLife how long a link for a new password works
/// @param mailsPerHour the most mails that strangers can have sent to one address, of each kind
/// @param language of notices to people whose language is not known
public record AccountTerms(
    URI publicAddress, String name, Duration resetLife, int mailsPerHour, String language) {
  private static final Duration RESET_MAX = Duration.ofHours(24);

  public AccountTerms {
    Expect.that(
        "publicAddress",
        publicAddress.isAbsolute() && publicAddress.getHost() != null,
        "an address of the web");
    Expect.notBlank("name", name);
    Expect.positive("resetLife", resetLife);
    Expect.atMost("resetLife", resetLife, RESET_MAX);
    Expect.atLeast("mailsPerHour", mailsPerHour, 1);
    Expect.notBlank("language", language);
  }

  /// The address of a page.
  ///
  /// @param path with its slash
  String page(String path) {
    var text = publicAddress.toString();
    return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path;
  }

  /// The address of a page with a token, in the fragment, which browsers send to no server.
  String page(String path, String token) {
    return page(path) + "#" + token;
  }
}
