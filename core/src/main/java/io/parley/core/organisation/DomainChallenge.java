package io.parley.core.organisation;

import io.parley.core.setting.Expect;
import java.util.List;
import java.util.regex.Pattern;

/// Proof that an organisation controls a domain: a TXT record (RFC 1035, section 3.3.14) at
/// `_parley-challenge.` before the domain, with `parley-domain=` and the value. The value is random
/// and of one organisation, so that a record proves the domain to this organisation alone.
///
/// @param value 32 small hexadecimal digits, 128 random bits
public record DomainChallenge(CustomDomain domain, String value) {
  static final String LABEL = "_parley-challenge";
  private static final String PREFIX = "parley-domain=";
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public DomainChallenge {
    Expect.that("value of a challenge", FORM.matcher(value).matches(), "32 hexadecimal digits");
  }

  /// The name of the record.
  public String recordName() {
    return LABEL + "." + domain;
  }

  /// The text of the record.
  public String recordText() {
    return PREFIX + value;
  }

  /// Whether the records that were found prove the domain.
  ///
  /// @param found texts of all TXT records of that name, the strings of each joined
  public boolean isMetBy(List<String> found) {
    return found.contains(recordText());
  }
}
