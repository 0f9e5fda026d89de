package io.parley.core.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Tells whether a command that came again under the same id is the same command, without keeping
/// its words.
final class Fingerprint {
  private static final int BYTES = 16;

  private Fingerprint() {}

  static String of(SessionCommand.Say say) {
    return hash("say", say.by().name(), say.text());
  }

  static String of(SessionCommand.Interrupt interrupt) {
    return hash("interrupt", interrupt.by().name(), Integer.toString(interrupt.turn()));
  }

  static String of(SessionCommand.Decide decide) {
    return hash("decide", decide.call(), decide.decision().name());
  }

  static String of(SessionCommand.End end) {
    return hash("end", end.by().name(), "");
  }

  /// @param kind never holds a NUL, nor does `first`, so that no two different pairs read alike
  static String hash(String kind, String first, String second) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var all = kind + '\0' + first + '\0' + second;
      return HexFormat.of()
          .formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
