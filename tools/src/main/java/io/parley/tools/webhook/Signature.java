package io.parley.tools.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The symmetric signature `v1` of Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`.
final class Signature {
  private static final String PREFIX = "whsec_";
  private static final int KEY_MIN = 24;
  private static final int KEY_MAX = 64;

  private Signature() {}

  /// The value of `webhook-signature`.
  ///
  /// @param secret `whsec_` and 24 to 64 bytes in Base64
  /// @param seconds since 1970
  /// @throws IllegalArgumentException if the secret has another form; the message does not hold it
  static String of(String secret, String id, long seconds, byte[] body) {
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
