package io.parley.voice.call;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;

/// Ids of calls: when the call began, 96 random bits, and the gate that has it. Later ids are
/// greater, ids cannot be guessed, and a wish finds its node without asking all of them.
final class CallIds {
  private static final int RANDOM_BYTES = 12;

  /// The length of an older build's id, which names no gate.
  private static final int LENGTH_WITHOUT_GATE = 27;

  private static final int LENGTH = LENGTH_WITHOUT_GATE + 6;

  private CallIds() {}

  /// @param gate the number of its actor in the cluster
  static String next(long millis, SecureRandom random, int gate) {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return "%011x".formatted(millis) + text(bytes) + name(gate);
  }

  /// Whether that gate may have the call of this id.
  static boolean mayHave(int gate, String id) {
    return id.length() == LENGTH_WITHOUT_GATE || (id.length() == LENGTH && id.endsWith(name(gate)));
  }

  private static String name(int gate) {
    return text(ByteBuffer.allocate(Integer.BYTES).putInt(gate).array());
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replace('_', '.');
  }
}
