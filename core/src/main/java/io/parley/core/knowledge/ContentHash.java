package io.parley.core.knowledge;

import io.parley.core.text.Sha256;

/// Identifies a text by its content, so that an unchanged text is recognised.
public final class ContentHash {
  private ContentHash() {}

  /// SHA-256, hex.
  public static String of(String text) {
    return Sha256.hex(text);
  }

  /// SHA-256, hex.
  public static String of(byte[] bytes) {
    return Sha256.hex(bytes);
  }
}
