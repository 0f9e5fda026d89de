package io.parley.voice.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes after a message's headers, which do not change.
public final class Body {
  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Body of(String text) {
    return text.isEmpty() ? EMPTY : new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A copy.
  static Body of(byte[] bytes, int from, int to) {
    return from == to ? EMPTY : new Body(Arrays.copyOfRange(bytes, from, to));
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// As UTF-8; other bytes become replacement characters.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Only the length: the content may be private.
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
