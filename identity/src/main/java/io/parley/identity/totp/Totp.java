package io.parley.identity.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.setting.Expect;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/// The key of a person's authenticator app, and the check of its codes (RFC 6238): six digits, 30
/// seconds, HMAC-SHA-1, which are what all apps can do. Its text does not show the key.
public final class Totp {
  /// RFC 4226, section 4: as long as the hash.
  static final int KEY_BYTES = 20;

  private static final int KEY_BYTES_MIN = 16;
  private static final long STEP_SECONDS = 30;
  private static final int DIGITS = 6;

  /// Codes of the step before and the one after count too: clocks differ, and people are slow.
  private static final int WINDOW = 1;

  private static final Pattern CODE = Pattern.compile("[0-9]{" + DIGITS + "}");

  private final byte[] key;

  private Totp(byte[] key) {
    Expect.atLeast("bytes of a key", key.length, KEY_BYTES_MIN);
    this.key = key;
  }

  /// A new key.
  public static Totp random(SecureRandom random) {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new Totp(key);
  }

  /// @param base32 as [#base32] wrote it
  /// @throws IllegalArgumentException if it is none
  public static Totp of(String base32) {
    try {
      return new Totp(Base32.decode(base32));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a key of another form (expected: Base32)", e);
    }
  }

  /// The key, to be stored encrypted.
  public String base32() {
    return Base32.toBase32String(key);
  }

  /// The address that apps read from a picture.
  ///
  /// @param issuer and account name the entry in the app
  public String uri(String issuer, String account) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
        .formatted(
            encoded(issuer),
            encoded(account),
            base32().replace("=", ""),
            encoded(issuer),
            DIGITS,
            STEP_SECONDS);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Checks a code.
  ///
  /// @param lastStep the step of the last code that was accepted: that one and earlier ones are not
  ///   accepted again (RFC 6238, section 5.2)
  /// @return the step of the code, to be stored before the person is let in; empty if it is wrong
  public OptionalLong check(String code, OptionalLong lastStep, Instant now) {
    if (!CODE.matcher(code).matches()) return OptionalLong.empty();
    long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    var accepted = OptionalLong.empty();
    // all are compared, so that the time does not tell which one is right
    for (long step = current - WINDOW; step <= current + WINDOW; step++) {
      boolean isRight = isEqual(code(key, step, "HmacSHA1", DIGITS), code);
      boolean isFresh = lastStep.isEmpty() || step > lastStep.getAsLong();
      if (isRight && isFresh && accepted.isEmpty()) accepted = OptionalLong.of(step);
    }
    return accepted;
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }

  /// The code of a step (RFC 4226, section 5.3).
  static String code(byte[] key, long step, String algorithm, int digits) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      long modulus = Math.powExact(10L, digits);
      return String.format(Locale.ROOT, "%0" + digits + "d", number % modulus);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return "Totp[(not shown)]";
  }
}
