package io.parley.tools.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// A text as the value of a header: as it is where that is safe, otherwise in base 64 between marks
/// (MCP 2026-07-28, "Value Encoding").
public final class HttpHeaderText {
  private static final String BEGIN = "=?base64?";
  private static final String END = "?=";

  private HttpHeaderText() {}

  public static String of(String text) {
    boolean plain =
        text.strip().equals(text)
            && text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127))
            && !(text.startsWith(BEGIN) && text.endsWith(END));
    return plain ? text : BEGIN + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + END;
  }

  /// Whether it has only characters that may be sent back in a header.
  static boolean isVisible(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 127);
  }
}
