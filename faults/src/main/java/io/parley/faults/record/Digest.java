package io.parley.faults.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Hashes for comparing bytes: the first half of a SHA-256, in hex.
public final class Digest {
  private static final int BYTES = 16;

  private Digest() {}

  public static String of(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Hash of an event as readers get it.
  ///
  /// @param numbered `{"seq", "at", "event"}`; other fields are ignored
  public static String ofEvent(JsonNode numbered) {
    return of(numbered.get("seq") + " " + numbered.get("at") + " " + numbered.get("event"));
  }
}
