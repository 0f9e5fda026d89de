package io.parley.voice.sip.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Nonces that need no memory: the time and a number, sealed together with the peer's address.
/// Another address, another time and another server make another seal.
final class Nonces {
  private static final String SEAL = "HmacSHA256";
  private static final int TEXT_BYTES = 2 * Long.BYTES;
  private static final int SEAL_BYTES = 16;
  private static final int LENGTH = 4 * (TEXT_BYTES + SEAL_BYTES) / 3 + 1;

  /// Of a nonce.
  enum Age {
    FRESH,
    STALE,
    /// None of ours, or none for this address.
    FOREIGN
  }

  private final SecretKeySpec secret;
  private final Duration life;

  /// @param secret of 32 bytes or more
  Nonces(byte[] secret, Duration life) {
    if (secret.length < 32)
      throw new IllegalArgumentException(
          "secret: %d bytes (expected: 32 or more)".formatted(secret.length));
    this.secret = new SecretKeySpec(secret, SEAL);
    this.life = life;
  }

  /// @param number another one each time
  String make(String peer, Instant at, long number) {
    var text = ByteBuffer.allocate(TEXT_BYTES).putLong(at.toEpochMilli()).putLong(number).array();
    var nonce = ByteBuffer.allocate(TEXT_BYTES + SEAL_BYTES).put(text).put(seal(text, peer));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
  }

  Age age(String nonce, String peer, Instant at) {
    if (nonce.length() > LENGTH) return Age.FOREIGN;
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException _) {
      return Age.FOREIGN;
    }
    if (bytes.length != TEXT_BYTES + SEAL_BYTES) return Age.FOREIGN;
    var text = Arrays.copyOf(bytes, TEXT_BYTES);
    var seal = Arrays.copyOfRange(bytes, TEXT_BYTES, bytes.length);
    if (!MessageDigest.isEqual(seal, seal(text, peer))) return Age.FOREIGN;
    return at.isBefore(made(nonce).plus(life)) ? Age.FRESH : Age.STALE;
  }

  /// When a nonce of ours was made.
  static Instant made(String nonce) {
    return Instant.ofEpochMilli(ByteBuffer.wrap(Base64.getUrlDecoder().decode(nonce)).getLong());
  }

  private byte[] seal(byte[] text, String peer) {
    try {
      var mac = Mac.getInstance(SEAL);
      mac.init(secret);
      mac.update(text);
      return Arrays.copyOf(mac.doFinal(peer.getBytes(StandardCharsets.UTF_8)), SEAL_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(SEAL + " is part of every JDK", e);
    }
  }
}
