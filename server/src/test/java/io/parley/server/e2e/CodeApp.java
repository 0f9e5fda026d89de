package io.parley.server.e2e;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An app for codes (RFC 6238 with its usual values: SHA-1, 30 s, six digits), written apart from
/// the program's own.
final class CodeApp {
  private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECONDS = 30;

  private final byte[] key;

  /// @param key in Base32 (RFC 4648), as it is shown to people
  CodeApp(String key) {
    var bits = new StringBuilder();
    for (char c : key.replace("=", "").replace(" ", "").toUpperCase(Locale.ROOT).toCharArray())
      bits.append("%5s".formatted(Integer.toBinaryString(BASE_32.indexOf(c))).replace(' ', '0'));
    this.key = new byte[bits.length() / Byte.SIZE];
    for (int i = 0; i < this.key.length; i++)
      this.key[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
  }

  /// @param later steps after the one of now: a code counts once, and the next one is accepted
  ///   early
  String code(int later) throws GeneralSecurityException {
    long step = Instant.now().getEpochSecond() / SECONDS + later;
    var mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(key, "HmacSHA1"));
    var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
    return "%06d".formatted(number % 1_000_000);
  }
}
