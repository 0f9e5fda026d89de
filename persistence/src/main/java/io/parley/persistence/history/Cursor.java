package io.parley.persistence.history;

import io.parley.core.tenant.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/// The end of a page of the list, opaque to clients. It names no tenant, so it grants no access.
record Cursor(Instant createdAt, SessionId session) {
  private static final String VERSION = "1";
  private static final int LENGTH_MAX = 200;

  String text() {
    var plain = String.join(" ", VERSION, createdAt.toString(), session.value());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  /// @throws IllegalArgumentException when it is malformed
  static Cursor parse(String text) {
    if (text.length() > LENGTH_MAX) throw foreign(null);
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      var parts = plain.split(" ", -1);
      if (parts.length != 3 || !parts[0].equals(VERSION)) throw foreign(null);
      return new Cursor(Instant.parse(parts[1]), new SessionId(parts[2]));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw foreign(e);
    }
  }

  private static IllegalArgumentException foreign(Exception cause) {
    return new IllegalArgumentException(
        "after: not a cursor of this list (expected: the `next` of the page before)", cause);
  }
}
