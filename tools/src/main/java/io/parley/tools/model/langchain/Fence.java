package io.parley.tools.model.langchain;

/// Separates data of people, tools and models from our instructions. A fence's tags contain data
/// alone, and nothing in it can end the fence: there is no `<` and no `>` in it, nor a sign that
/// looks like one.
final class Fence {
  private static final String DATA = "data";

  private Fence() {}

  /// A block of its own: `<data kind="facts">`, the text in lines of its own, `</data>`.
  static String data(String kind, String text) {
    return "<%s kind=\"%s\">\n%s\n</%s>".formatted(DATA, kind, within(text), DATA);
  }

  /// A block that a prompt file refers to by name.
  static String named(String tag, String text) {
    return "<%s>\n%s\n</%s>".formatted(tag, within(text), tag);
  }

  /// Text as it stands between tags.
  static String within(String text) {
    var safe = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) safe.append(within(text.charAt(at)));
    return safe.toString();
  }

  /// JSON as it stands in a message of its own: in one line, and without a tag.
  static String json(String compact) {
    return within(compact).replace('\n', ' ');
  }

  /// Words with a role of their own in the chat, in which nothing can pass for one of our blocks.
  static String spoken(String words) {
    int from = words.indexOf('<');
    if (from < 0) return words;
    var safe = new StringBuilder(words);
    for (int at = from; at >= 0; at = words.indexOf('<', at + 1))
      if (isTag(words, at)) safe.setCharAt(at, '‹');
    return safe.toString();
  }

  /// The scan ends at the next `<` at the latest: all of them together read the words once.
  private static boolean isTag(String words, int at) {
    int next = at + 1;
    while (next < words.length() && isBlank(words.codePointAt(next)))
      next += Character.charCount(words.codePointAt(next));
    return words.regionMatches(true, next, DATA, 0, DATA.length());
  }

  private static boolean isBlank(int sign) {
    return sign == '/'
        || Character.isWhitespace(sign)
        || Character.isSpaceChar(sign)
        || Character.getType(sign) == Character.FORMAT;
  }

  /// Replaces characters that look like those of tags, and unifies line ends.
  private static char within(char sign) {
    return switch (sign) {
      case '<', '\uFF1C', '\uFE64', '\u2329', '\u27E8', '\u3008' -> '‹';
      case '>', '\uFF1E', '\uFE65', '\u232A', '\u27E9', '\u3009' -> '›';
      case '\r', '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> '\n';
      default -> sign;
    };
  }
}
