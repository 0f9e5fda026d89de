package io.parley.server.client;

/// Texts of servers and files that a command prints: they must not steer a terminal.
public final class TerminalText {
  private TerminalText() {}

  /// Without characters that a terminal obeys, or that turn the direction of a line.
  public static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              int type = Character.getType(each);
              boolean isShown =
                  type != Character.CONTROL
                      && type != Character.FORMAT
                      && type != Character.LINE_SEPARATOR
                      && type != Character.PARAGRAPH_SEPARATOR
                      && type != Character.SURROGATE;
              if (isShown) escaped.appendCodePoint(each);
              else escaped.append("\\u{%x}".formatted(each));
            });
    return escaped.toString();
  }
}
