package io.parley.core.person;

import io.parley.core.setting.Expect;
import java.time.Instant;
import java.util.Optional;

/// A person with one account, who may be a member of several organisations, and staff of the
/// platform.
///
/// @param name as it is shown, 1 to 100 characters
/// @param isVerified whether the person has shown that mail to the address arrives
/// @param language of the person's mails, a tag of BCP 47; empty if it is not known
public record Person(
    PersonId id,
    EmailAddress address,
    String name,
    boolean isVerified,
    Instant since,
    Optional<String> language) {
  private static final int NAME_MAX = 100;

  public Person {
    Expect.that("name of a person", isName(name), "1 to 100 characters on one line");
  }

  /// A person whose language is not known.
  public Person(PersonId id, EmailAddress address, String name, boolean isVerified, Instant since) {
    this(id, address, name, isVerified, since, Optional.empty());
  }

  /// Whether it can be a person's or an organisation's name: 1 to 100 characters, not blank,
  /// without control characters.
  public static boolean isName(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= NAME_MAX
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  /// Without name and address, for logs.
  @Override
  public String toString() {
    return "Person[" + id + "]";
  }
}
