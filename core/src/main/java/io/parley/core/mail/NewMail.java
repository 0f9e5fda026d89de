package io.parley.core.mail;

import io.parley.core.person.EmailAddress;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A mail to be sent.
///
/// @param tenant whose template is used; [TenantId#PLATFORM] for a mail about an account
/// @param language of the reader, as a tag of BCP 47 such as `de` or `de-AT`
/// @param values one for each placeholder of the kind. Texts are cleaned: control characters become
///   blanks, marks of direction are removed, addresses of the web get blanks, so that no link leads
///   where somebody's name says, and [#TEXT_MAX] characters are left
public record NewMail(
    MailId id,
    TenantId tenant,
    MailKind kind,
    String language,
    EmailAddress to,
    Map<String, String> values) {
  /// The most characters of a value that is a text, such as an organisation's name.
  public static final int TEXT_MAX = 100;

  private static final String CUT = "…";
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}");

  /// Visible ASCII without the characters that end an attribute or a tag of HTML.
  private static final Pattern WEB = Pattern.compile("https?://[!#-;=?-\\[\\]-~]{3,2000}");

  /// @throws IllegalArgumentException if a value is missing, unknown, or of another form; the
  ///   message shows no value
  public NewMail {
    Expect.that("language of a mail", isLanguage(language), "a tag such as de-AT");
    Expect.that(
        "values of a mail",
        values.keySet().equals(kind.placeholders()),
        String.valueOf(kind.placeholders()));
    var clean = new TreeMap<String, String>();
    values.forEach((name, value) -> clean.put(name, value(name, value)));
    values = Map.copyOf(clean);
  }

  /// Whether it can be the language of a mail.
  public static boolean isLanguage(String tag) {
    return LANGUAGE.matcher(tag).matches();
  }

  private static String value(String name, String value) {
    if (!name.equals(MailKind.LINK)) return clean(value);
    Expect.that("link of a mail", WEB.matcher(value).matches(), "an address of the web");
    return value;
  }

  private static String clean(String value) {
    var oneLine = new StringBuilder();
    value
        .codePoints()
        .filter(c -> !isDirection(c))
        .map(c -> isBreak(c) ? ' ' : c)
        .forEach(oneLine::appendCodePoint);
    var text = Links.without(oneLine.toString().strip());
    if (text.codePointCount(0, text.length()) <= TEXT_MAX) return text;
    return text.substring(0, text.offsetByCodePoints(0, TEXT_MAX - 1)) + CUT;
  }

  /// Characters that change the direction of the text after them: a name could rewrite the sentence
  /// around it (Unicode, UAX #9).
  private static boolean isDirection(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isBreak(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }

  /// Without address and values, for logs.
  @Override
  public String toString() {
    return "NewMail[" + id + ", " + kind.word() + "]";
  }
}
