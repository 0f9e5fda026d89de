package io.parley.core.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Identifies a text by its content, so that an unchanged text is recognised.
public final class ContentHash {
  private ContentHash() {}

  /// SHA-256, hex.
  public static String of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /// SHA-256, hex.
  public static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
