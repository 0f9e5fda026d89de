package io.parley.core.person;

import io.parley.core.setting.Expect;
import io.parley.core.text.DomainName;
import io.parley.core.text.Unicode;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address in the one form in which it is stored and compared: small letters, the domain
/// in ASCII (RFC 5890). Dots and `+` of the local part count: mail for one spelling need not reach
/// the owner of another.
///
/// @param text a dot-atom (RFC 5322, section 3.2.3), `@` and a domain; 254 characters at most
public record EmailAddress(String text) {
  /// RFC 5321, section 4.5.3.1.3, without the angle brackets.
  private static final int LENGTH_MAX = 254;

  /// RFC 5321, section 4.5.3.1.1.
  private static final int LOCAL_MAX = 64;

  private static final Pattern LOCAL =
      Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");

  public EmailAddress {
    Expect.that("e-mail address", isNormal(text), "name@domain in small letters");
  }

  private static boolean isNormal(String text) {
    int at = text.lastIndexOf('@');
    return text.length() <= LENGTH_MAX
        && at > 0
        && at <= LOCAL_MAX
        && LOCAL.matcher(text.substring(0, at)).matches()
        && DomainName.isNormal(text.substring(at + 1));
  }

  /// Reads an address as people write it; empty if it is none. A local part outside of ASCII is
  /// none: several of its letters become ASCII as small letters, and so another person's address.
  public static Optional<EmailAddress> of(String written) {
    var text = written.strip();
    int at = text.lastIndexOf('@');
    if (text.length() > LENGTH_MAX || at <= 0) return Optional.empty();
    var local = text.substring(0, at);
    if (!local.chars().allMatch(c -> c < 0x80)) return Optional.empty();
    return DomainName.normal(text.substring(at + 1))
        .map(domain -> Unicode.small(local) + "@" + domain)
        .filter(EmailAddress::isNormal)
        .map(EmailAddress::new);
  }

  /// In small letters, without the `@`.
  public String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }

  /// Personal data: not for logs.
  @Override
  public String toString() {
    return text;
  }
}
