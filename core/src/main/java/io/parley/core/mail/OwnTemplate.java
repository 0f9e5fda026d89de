package io.parley.core.mail;

import io.parley.core.setting.Expect;
import io.parley.core.text.Unicode;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/// A template that an organisation wrote. The mail goes out under the name of the installation, and
/// to strangers whom the organisation invites: so it names the organisation, is short, and leads to
/// the installation's own link alone.
///
/// @param template of one of [#KINDS], its language in small letters
public record OwnTemplate(MailTemplate template) {
  /// The mails of an organisation that has an owner. Those of accounts are the installation's.
  public static final Set<MailKind> KINDS =
      Set.of(MailKind.INVITATION, MailKind.OWNERSHIP_OFFER, MailKind.WEBHOOK_OFF);

  /// The most characters of a text before its values.
  public static final int TEXT_MAX = 4_000;

  /// A path, or the start of one, a port or a query.
  private static final Pattern PART = Pattern.compile("/|[:?#][\\p{L}\\p{N}{]");

  private static final String PLACEHOLDER = "{{";
  private static final String ORGANISATION = "{{organisation}}";

  /// @throws IllegalArgumentException that says what was expected, and shows no words of the
  ///   template
  public OwnTemplate {
    Expect.that("kind of a template", KINDS.contains(template.kind()), "a mail of organisations");
    Expect.that("language of a template", isLanguage(template.language()), "a tag such as de-at");
    var text = template.text();
    Expect.that(
        "text of a template",
        text.length() <= TEXT_MAX && text.chars().noneMatch(OwnTemplate::isControl),
        "at most " + TEXT_MAX + " characters, and of control characters LF alone");
    Expect.that("text of a template", text.contains(ORGANISATION), "with " + ORGANISATION);
    Expect.that(
        "words of a template",
        !leadsElsewhere(template.subject()) && !leadsElsewhere(text),
        "no address of the web or of mail but {{link}}");
  }

  /// Whether it is a tag of BCP 47 in small letters.
  public static boolean isLanguage(String tag) {
    return NewMail.isLanguage(tag) && tag.equals(Unicode.small(tag));
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) && c != '\n';
  }

  /// Mail programs make links of such words.
  private static boolean leadsElsewhere(String words) {
    var small = Unicode.small(words);
    return Links.in(small)
        || small.contains("www.")
        || small.indexOf('@') >= 0
        || Arrays.stream(small.split("\\s+", -1)).anyMatch(OwnTemplate::completes);
  }

  /// Whether a value, which its organisation or a member chose, could make an address of the word.
  private static boolean completes(String word) {
    int first = word.indexOf(PLACEHOLDER);
    return first >= 0
        && (word.indexOf(PLACEHOLDER, first + PLACEHOLDER.length()) >= 0
            || PART.matcher(word).find());
  }
}
