package io.parley.core.tool;

/// A JSON text that the rules carry but never read. Adapters guarantee that it parses.
public record Json(String text) {
  public static final Json NULL = new Json("null");
  public static final Json EMPTY_OBJECT = new Json("{}");

  /// Whether the other is the same value, ignoring white space and the order of fields.
  public boolean isSameValue(Json other) {
    return text.equals(other.text) || NormalJson.of(text).equals(NormalJson.of(other.text));
  }
}
