package io.parley.http.account;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An app that shows codes of a key (RFC 6238): six digits, every 30 seconds another one.
final class CodeApp {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int KEY_BYTES = 20;

  private CodeApp() {}

  static String code(String key, Instant now) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(decoded(key), "HmacSHA1"));
      var hash = mac.doFinal(ByteBuffer.allocate(8).putLong(now.getEpochSecond() / 30).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  /// A key of 20 bytes, which are 32 signs without padding.
  private static byte[] decoded(String key) {
    var number = BigInteger.ZERO;
    for (char sign : key.toCharArray())
      number = number.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(sign)));
    var bytes = new byte[KEY_BYTES];
    var raw = number.toByteArray();
    int length = Math.min(raw.length, KEY_BYTES);
    System.arraycopy(raw, raw.length - length, bytes, KEY_BYTES - length, length);
    return bytes;
  }
}
