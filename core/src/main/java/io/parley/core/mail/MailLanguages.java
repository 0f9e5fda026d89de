package io.parley.core.mail;

import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/// Languages of mails.
public final class MailLanguages {
  /// Those of the program's own words, the one for all other readers first.
  public static final List<String> OF_PROGRAM = List.of("en", "de", "es");

  /// The longest wish that is read. Browsers send some hundred characters.
  private static final int WISH_MAX = 256;

  private MailLanguages() {}

  /// The language in which the user of a browser reads mails: the first one that the browser asks
  /// for and the program has words in, as its pages choose; without such a one the first.
  ///
  /// @param accepted `Accept-Language` of RFC 9110, section 12.5.4, as it was sent
  /// @return a tag of BCP 47 in small letters; empty if the wish names none, or is no such wish
  public static Optional<String> wished(String accepted) {
    if (accepted.length() > WISH_MAX) return Optional.empty();
    var tags = ranges(accepted).stream().filter(NewMail::isLanguage).toList();
    return tags.stream()
        .filter(MailLanguages::isOfProgram)
        .findFirst()
        .or(() -> tags.stream().findFirst());
  }

  /// The most wanted one first; some may be no tags, such as `*`. Of a lone hyphen the JDK reads a
  /// first part that is not there.
  private static List<String> ranges(String accepted) {
    try {
      return LanguageRange.parse(accepted).stream()
          .filter(range -> range.getWeight() > LanguageRange.MIN_WEIGHT)
          .map(LanguageRange::getRange)
          .toList();
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      return List.of();
    }
  }

  private static boolean isOfProgram(String tag) {
    int region = tag.indexOf('-');
    return OF_PROGRAM.contains(region < 0 ? tag : tag.substring(0, region));
  }
}
