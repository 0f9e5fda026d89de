package io.parley.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The symmetric signature `v1` of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`.
public final class WebhookSignature {
  /// A message is as old, or as far in the future, at most.
  public static final Duration AGE_MAX = Duration.ofMinutes(5);

  private static final String PREFIX = "whsec_";
  private static final int KEY_MIN = 24;
  private static final int KEY_MAX = 64;
  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

  private WebhookSignature() {}

  /// The value of `webhook-signature`.
  ///
  /// @param secret `whsec_` and 24 to 64 bytes in Base64
  /// @param seconds since 1970
  /// @throws IllegalArgumentException if the secret has another form; the message does not hold it
  public static String of(String secret, String id, long seconds, byte[] body) {
    var content = new ByteArrayOutputStream();
    content.writeBytes((id + "." + seconds + ".").getBytes(UTF_8));
    content.writeBytes(body);
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /// A secret of these bytes.
  ///
  /// @param key 24 to 64 random bytes
  public static String secret(byte[] key) {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /// Whether a text has the form of a secret.
  public static boolean isSecret(String text) {
    try {
      return key(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Whether a message was signed with the secret, at about this time.
  ///
  /// @param timestamp the value of `webhook-timestamp`
  /// @param signatures the value of `webhook-signature`: several, with spaces between them
  /// @throws IllegalArgumentException if the secret has another form; the message does not hold it
  public static boolean isValid(
      String secret, String id, String timestamp, byte[] body, String signatures, Instant now) {
    if (!SECONDS.matcher(timestamp).matches()) return false;
    long seconds = Long.parseLong(timestamp);
    if (Math.abs(now.getEpochSecond() - seconds) > AGE_MAX.toSeconds()) return false;
    var expected = of(secret, id, seconds, body).getBytes(UTF_8);
    boolean found = false;
    for (var each : signatures.split(" ", -1))
      found |= MessageDigest.isEqual(expected, each.getBytes(UTF_8));
    return found;
  }

  private static byte[] key(String secret) {
    if (secret.startsWith(PREFIX)) {
      try {
        var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        if (key.length >= KEY_MIN && key.length <= KEY_MAX) return key;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(wrong(), e);
      }
    }
    throw new IllegalArgumentException(wrong());
  }

  private static String wrong() {
    return "the signing secret has another form (expected: %s and %d to %d bytes in Base64)"
        .formatted(PREFIX, KEY_MIN, KEY_MAX);
  }
}
