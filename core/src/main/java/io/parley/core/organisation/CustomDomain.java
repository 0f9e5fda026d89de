package io.parley.core.organisation;

import io.parley.core.setting.Expect;
import io.parley.core.text.DomainName;
import java.util.Optional;

/// A domain of a company's own, in ASCII (RFC 5890) and small letters.
///
/// @param value at least two labels, 253 characters at most
public record CustomDomain(String value) implements Comparable<CustomDomain> {
  /// The most domains of one organisation.
  public static final int COUNT_MAX = 20;

  /// RFC 1035, section 2.3.4, less the record's label before it.
  private static final int LENGTH_MAX = 253 - DomainChallenge.LABEL.length() - 1;

  public CustomDomain {
    Expect.that("domain", isNormal(value), "a host's name with a dot, in small letters");
  }

  private static boolean isNormal(String text) {
    return text.length() <= LENGTH_MAX && DomainName.isNormal(text);
  }

  /// Reads a domain as people write it; empty if it is none.
  public static Optional<CustomDomain> of(String written) {
    if (written.length() > LENGTH_MAX) return Optional.empty();
    return DomainName.normal(written.strip()).filter(CustomDomain::isNormal).map(CustomDomain::new);
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
