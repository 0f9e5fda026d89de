package io.parley.core.tool;

/// Shortens results that are too long for a prompt. The shortened form is JSON again: an object
/// that says how long the result was and where the rest is, before the beginning of its text.
public final class LongResult {
  private static final String READABLE = "{\"readOn\":\"" + ToolResults.TOOL + "\",";

  private LongResult() {}

  /// @param shown how many UTF-16 units of the result it contains
  /// @param kept whether the rest can be read with [ToolResults#TOOL]
  public static Json shortened(String call, Json whole, int shown, boolean kept) {
    var text = whole.text();
    int end = end(text, 0, shown);
    var told = new StringBuilder();
    if (kept)
      told.append(READABLE)
          .append("\"call\":\"%s\",\"offset\":%d,".formatted(call, end))
          .append("\"note\":\"The result is long. This is its beginning.\",");
    else
      told.append("{\"note\":\"The result is too long. This is its beginning.")
          .append(" The rest is not available: ask for less.\",");
    told.append("\"characters\":%d,\"beginning\":\"".formatted(text.length()));
    escape(text, 0, end, told);
    return new Json(told.append("\"}").toString());
  }

  /// Whether the rest of this result can be read with [ToolResults#TOOL]: also when it was
  /// shortened once more.
  public static boolean isReadable(Json result) {
    return result.text().startsWith(READABLE);
  }

  /// Where a part of `text` ends that begins at `from` and has `length` UTF-16 units, or one less
  /// where it would end inside a surrogate pair.
  public static int end(String text, int from, int length) {
    if (text.length() - from <= length) return text.length();
    int end = from + length;
    return end > from + 1 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  /// Appends a part of a JSON text as the content of a JSON string. Control characters, which in
  /// JSON only separate tokens, are dropped.
  public static void escape(String json, int from, int to, StringBuilder into) {
    for (int at = from; at < to; at++) {
      char sign = json.charAt(at);
      if (sign == '"' || sign == '\\') into.append('\\').append(sign);
      else if (sign >= ' ') into.append(sign);
    }
  }
}
