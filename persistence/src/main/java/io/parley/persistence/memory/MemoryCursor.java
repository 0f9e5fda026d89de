package io.parley.persistence.memory;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/// The end of a page of memories, opaque to clients. It names no tenant, so it grants no access.
record MemoryCursor(Instant writtenAt, String id) {
  private static final String VERSION = "m1";
  private static final int LENGTH_MAX = 300;

  String text() {
    var plain = String.join(" ", VERSION, writtenAt.toString(), id);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  /// @throws IllegalArgumentException when it is malformed
  static MemoryCursor parse(String text) {
    if (text.length() > LENGTH_MAX) throw foreign(null);
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      var parts = plain.split(" ", -1);
      if (parts.length != 3 || !parts[0].equals(VERSION) || parts[2].indexOf('\0') >= 0)
        throw foreign(null);
      return new MemoryCursor(Instant.parse(parts[1]), parts[2]);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw foreign(e);
    }
  }

  private static IllegalArgumentException foreign(Exception cause) {
    return new IllegalArgumentException(
        "after: not a cursor of this list (expected: the `next` of the page before)", cause);
  }
}
