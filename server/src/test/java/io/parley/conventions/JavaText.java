package io.parley.conventions;

import java.util.regex.Pattern;

/// Java source with blanked comments and literals, so that rules about code ignore text.
final class JavaText {
  /// Literals and comments in one expression, text blocks before strings: the one that starts first
  /// matches.
  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "//[^\\n]*|/\\*.*?\\*/"
              + "|\"\"\".*?(?<!\\\\)\"\"\""
              + "|\"(?:\\\\.|[^\"\\\\\\n])*+\""
              + "|'(?:\\\\.|[^'\\\\\\n])++'",
          Pattern.DOTALL);

  private static final Pattern VISIBLE = Pattern.compile("\\S");

  private JavaText() {}

  /// The code only: comments and literals become blanks, line numbers stay.
  static String codeOf(String source) {
    return COMMENT_OR_LITERAL
        .matcher(source)
        .replaceAll(match -> VISIBLE.matcher(match.group()).replaceAll(" "));
  }

  /// The line number, from 1, of the character at `offset`.
  static int lineOf(String source, int offset) {
    return 1 + (int) source.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
