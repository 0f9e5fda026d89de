package io.parley.http.telephony;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import io.parley.core.text.Sha256;
import io.parley.voice.vonage.VonageSettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks Vonage's signed webhooks: a JWT (RFC 7519) in `Authorization`, under HMAC-SHA-256 with
/// the account's signature secret, that holds the SHA-256 of the body. The secret may be shorter
/// than RFC 7518 asks for, so the sum is made here. Source: Vonage, "Decoding signed webhooks".
final class VonageSignature {
  private static final String HMAC = "HmacSHA256";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int LENGTH_MAX = 4_096;

  private final SecretKeySpec key;
  private final Optional<String> application;

  /// @param settings with a secret
  VonageSignature(VonageSettings settings) {
    var secret = settings.signatureSecret().orElseThrow().getBytes(StandardCharsets.UTF_8);
    this.key = new SecretKeySpec(secret, HMAC);
    this.application = settings.application();
  }

  /// Whether the token signs this body, lately.
  boolean signs(byte[] body, String token, Instant now) {
    if (token.length() > LENGTH_MAX) return false;
    try {
      var jwt = SignedJWT.parse(token);
      // we choose the algorithm, never the token (RFC 8725, section 3.1)
      boolean isSigned =
          JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
              && MessageDigest.isEqual(sum(jwt.getSigningInput()), jwt.getSignature().decode());
      return isSigned && isCurrent(jwt, now) && isOfApplication(jwt) && isOfBody(jwt, body);
    } catch (ParseException notOne) {
      return false;
    }
  }

  private static boolean isCurrent(SignedJWT jwt, Instant now) throws ParseException {
    var claims = jwt.getJWTClaimsSet();
    var issued = claims.getIssueTime();
    if (issued == null) return false;
    var off = Duration.between(issued.toInstant(), now).abs();
    var expires = claims.getExpirationTime();
    return off.compareTo(TOLERANCE) <= 0 && (expires == null || expires.toInstant().isAfter(now));
  }

  private boolean isOfApplication(SignedJWT jwt) throws ParseException {
    var named = jwt.getJWTClaimsSet().getStringClaim("application_id");
    return application.isEmpty() || application.get().equals(named);
  }

  private static boolean isOfBody(SignedJWT jwt, byte[] body) throws ParseException {
    var hash = jwt.getJWTClaimsSet().getStringClaim("payload_hash");
    if (hash == null) return false;
    var expected = Sha256.hex(body).getBytes(StandardCharsets.US_ASCII);
    var given = hash.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given);
  }

  private byte[] sum(byte[] signed) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
