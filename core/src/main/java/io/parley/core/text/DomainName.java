package io.parley.core.text;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of domains: at least two labels (RFC 1035, section 2.3.1), in small letters and in ASCII
/// (RFC 5890).
public final class DomainName {
  /// In characters: RFC 1035, section 2.3.4, without the dot of the root.
  private static final int LENGTH_MAX = 253;

  private static final Pattern FORM =
      Pattern.compile(
          "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)++[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");

  private DomainName() {}

  /// Whether it has the one form in which it is stored and compared.
  public static boolean isNormal(String text) {
    return text.length() <= LENGTH_MAX && FORM.matcher(text).matches();
  }

  /// The normal form of a name as people write it; empty if it is none.
  public static Optional<String> normal(String written) {
    if (written.length() > LENGTH_MAX) return Optional.empty();
    try {
      return Optional.of(Unicode.small(IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES)))
          .filter(DomainName::isNormal);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
