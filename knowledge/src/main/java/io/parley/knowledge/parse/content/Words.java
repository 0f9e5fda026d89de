package io.parley.knowledge.parse.content;

import java.util.regex.Pattern;

/// Cleans the text of a file: no control characters, no runs of blanks.
public final class Words {
  /// Controls, zero-width characters, bidirectional overrides, tags and lone surrogates.
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cc}&&[^\\n"
              + "\\t]]|[\\u00AD\\u200B\\u2060\\uFEFF\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF]"
              + "|[\\x{E0000}-\\x{E007F}]|\\p{Cs}");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2028\\u2029]+");

  private Words() {}

  /// One line: runs of blanks and line breaks become one blank.
  public static String line(String text) {
    return BLANKS.matcher(visible(text.replace('\n', ' '))).replaceAll(" ").strip();
  }

  /// Several lines, with their breaks as `\n`.
  public static String visible(String text) {
    return INVISIBLE.matcher(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
  }
}
