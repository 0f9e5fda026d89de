package io.parley.tools.source;

import io.parley.core.text.Sha256;

/// Names of tools, of characters that all providers of models take once the dot is replaced.
public final class ToolName {
  private static final int NAME_MAX = 64;
  private static final int HASH_DIGITS = 6;

  private ToolName() {}

  /// `source.tool`; a long name ends in digits that tell it from others.
  public static String of(String source, String tool) {
    var name = source + "." + tool.replaceAll("[^a-zA-Z0-9_.-]", "_");
    return name.length() > NAME_MAX ? hashed(name, tool) : name;
  }

  /// A name that ends in digits made of `tool`, for one that is taken or too long.
  public static String hashed(String name, String tool) {
    var end = "_" + digits(tool);
    return name.substring(0, Math.min(name.length(), NAME_MAX - end.length())) + end;
  }

  private static String digits(String text) {
    return Sha256.hex(text).substring(0, HASH_DIGITS);
  }
}
