package io.parley.voice.webrtc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Fingerprint and integrity of a STUN message (RFC 8489, sections 14.5 and 14.7).
final class StunSeal {
  static final int INTEGRITY = 0x0008;
  static final int INTEGRITY_BYTES = 20;
  static final int FINGERPRINT = 0x8028;

  private static final int FINGERPRINT_XOR = 0x5354_554e;

  private StunSeal() {}

  /// The integrity of the message before `end`, with this length in its header.
  static byte[] integrity(String password, byte[] message, int end, int length) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      mac.update(message, 0, 2);
      mac.update((byte) (length >> 8));
      mac.update((byte) length);
      mac.update(message, 4, end - 4);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA1", e);
    }
  }

  /// The fingerprint of the message before `end`.
  static int fingerprint(byte[] message, int end) {
    var crc = new CRC32();
    crc.update(message, 0, end);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }
}
