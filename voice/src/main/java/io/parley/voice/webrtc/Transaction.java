package io.parley.voice.webrtc;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// Matches a STUN message and its answer: 96 random bits (RFC 8489, section 5).
record Transaction(long first, int rest) {
  static Transaction random(SecureRandom random) {
    return new Transaction(random.nextLong(), random.nextInt());
  }

  void write(ByteBuffer to) {
    to.putLong(first).putInt(rest);
  }
}
