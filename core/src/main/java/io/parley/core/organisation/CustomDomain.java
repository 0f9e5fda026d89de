package io.parley.core.organisation;

import io.parley.core.setting.Expect;
import io.parley.core.text.Unicode;
import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/// A domain of a company's own, in ASCII (RFC 5890) and small letters.
///
/// @param value at least two labels, 253 characters at most
public record CustomDomain(String value) implements Comparable<CustomDomain> {
  /// The most domains of one organisation.
  public static final int COUNT_MAX = 20;

  /// RFC 1035, section 2.3.4, less the record's label before it.
  private static final int LENGTH_MAX = 253 - DomainChallenge.LABEL.length() - 1;

  private static final Pattern FORM =
      Pattern.compile(
          "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)++[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");

  public CustomDomain {
    Expect.that("domain", isNormal(value), "a host's name with a dot, in small letters");
  }

  private static boolean isNormal(String text) {
    return text.length() <= LENGTH_MAX && FORM.matcher(text).matches();
  }

  /// Reads a domain as people write it; empty if it is none.
  public static Optional<CustomDomain> of(String written) {
    if (written.length() > LENGTH_MAX) return Optional.empty();
    try {
      return Optional.of(Unicode.small(IDN.toASCII(written.strip(), IDN.USE_STD3_ASCII_RULES)))
          .filter(CustomDomain::isNormal)
          .map(CustomDomain::new);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(CustomDomain other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
