package io.parley.core.tool;

/// A JSON text that the rules carry but never read. Adapters guarantee that it parses.
public record Json(String text) {
  public static final Json NULL = new Json("null");
  public static final Json EMPTY_OBJECT = new Json("{}");
}
