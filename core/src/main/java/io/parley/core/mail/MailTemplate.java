package io.parley.core.mail;

import io.parley.core.setting.Expect;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The words of a kind of mail in one language, with placeholders such as `{{organisation}}`. The
/// page is made from the text: a paragraph for each one, and a link where `{{link}}` stands alone.
/// So both always say the same.
///
/// @param language as a tag of BCP 47
/// @param subject one line
/// @param text paragraphs that are separated by empty lines, with LF
public record MailTemplate(MailKind kind, String language, String subject, String text) {
  /// The most characters of a text before its values.
  public static final int TEXT_MAX = 10_000;

  private static final int SUBJECT_MAX = 200;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]{1,20})\\}\\}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{2,35}");
  private static final String LINK = "{{" + MailKind.LINK + "}}";
  private static final String PARAGRAPH = "\n\n";

  /// @throws IllegalArgumentException if a placeholder is not one of the kind, if the link is
  ///   missing, in the subject or not alone in its paragraph, or if it is too long
  public MailTemplate {
    Expect.that("language of a template", LANGUAGE.matcher(language).matches(), "a tag");
    Expect.that(
        "subject of a template",
        !subject.isBlank()
            && subject.length() <= SUBJECT_MAX
            && subject.chars().noneMatch(Character::isISOControl)
            && !subject.contains(LINK),
        "one line of at most " + SUBJECT_MAX + " characters without the link");
    Expect.that(
        "text of a template",
        !text.isBlank() && text.length() <= TEXT_MAX && text.indexOf('\r') < 0,
        "at most " + TEXT_MAX + " characters, lines ending with LF");
    Expect.that(
        "placeholders of a template",
        kind.placeholders().containsAll(placeholders(subject + PARAGRAPH + text)),
        String.valueOf(kind.placeholders()));
    Expect.that("link of a template", isLinkAlone(kind, text), LINK + " as a paragraph of its own");
  }

  private static boolean isLinkAlone(MailKind kind, String text) {
    if (!kind.placeholders().contains(MailKind.LINK)) return true;
    int alone = 0;
    for (var paragraph : text.strip().split(PARAGRAPH, -1))
      if (paragraph.equals(LINK)) alone++;
      else if (paragraph.contains(LINK)) return false;
    return alone > 0;
  }

  private static Set<String> placeholders(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The placeholders that it uses.
  public Set<String> placeholders() {
    return placeholders(subject + PARAGRAPH + text);
  }

  /// Puts values in place of the placeholders. A text in a value that looks like a placeholder
  /// stays.
  ///
  /// @param values of a [NewMail] of this kind
  public MailBody fill(Map<String, String> values) {
    var title = filled(subject, values);
    return new MailBody(title, filled(text.strip(), values) + "\n", page(title, values));
  }

  private static String filled(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
  }

  private String page(String title, Map<String, String> values) {
    var page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"")
        .append(language)
        .append("\">\n<head><meta charset=\"utf-8\"><title>")
        .append(escaped(title))
        .append("</title></head>\n<body>\n");
    for (var paragraph : text.strip().split(PARAGRAPH, -1)) {
      var words = escaped(filled(paragraph, values)).replace("\n", "<br>\n");
      page.append("<p>")
          .append(paragraph.equals(LINK) ? "<a href=\"%s\">%s</a>".formatted(words, words) : words)
          .append("</p>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }

  /// For text and for attributes in double quotes.
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
