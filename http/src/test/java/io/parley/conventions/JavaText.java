package io.parley.conventions;

import java.util.regex.Pattern;

/// Java source with its comments and literals blanked out, so that a rule about code does not
/// stumble over words.
final class JavaText {
  /// Literals and comments in one expression, text blocks before strings: whichever starts first
  /// wins.
  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "//[^\\n]*|/\\*.*?\\*/"
              + "|\"\"\".*?(?<!\\\\)\"\"\""
              + "|\"(?:\\\\.|[^\"\\\\\\n])*+\""
              + "|'(?:\\\\.|[^'\\\\\\n])++'",
          Pattern.DOTALL);

  private static final Pattern VISIBLE = Pattern.compile("\\S");

  private JavaText() {}

  /// Code alone: comments and literals become blanks, lines stay where they were.
  static String codeOf(String source) {
    return COMMENT_OR_LITERAL
        .matcher(source)
        .replaceAll(match -> VISIBLE.matcher(match.group()).replaceAll(" "));
  }

  /// The number of the line, from 1, in which the character at `offset` stands.
  static int lineOf(String source, int offset) {
    return 1 + (int) source.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
