package io.parley.voice.vonage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.setting.Expect;
import io.parley.voice.stream.WireObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;

/// Makes tokens for Vonage's API: a JWT (RFC 7519) for each request, under RS256 (RFC 7518, section
/// 3.3) and the application's private key. Source: Vonage, "Authentication: JSON Web Tokens".
final class VonageToken {
  private static final String SETTING = "parley.telephony.vonage.private-key-file";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int FILE_MAX = 16 * 1024;

  /// Clocks may differ by so much, and a request may take some time.
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String application;
  private final PrivateKey key;
  private final InstantSource clock;

  private VonageToken(String application, PrivateKey key, InstantSource clock) {
    this.application = application;
    this.key = key;
    this.clock = clock;
  }

  /// @param file PKCS #8 in PEM (RFC 7468, section 10), as Vonage's dashboard gives it
  /// @throws IllegalArgumentException with a sentence that names setting and file, never a content
  static VonageToken of(String application, Path file, InstantSource clock) {
    try {
      return new VonageToken(application, key(file), clock);
    } catch (IOException | InvalidKeySpecException | IllegalArgumentException e) {
      var wrong =
          Expect.wrong(SETTING, file.toString(), "a readable file with a private RSA key in PEM");
      wrong.initCause(e);
      throw wrong;
    }
  }

  private static PrivateKey key(Path file) throws IOException, InvalidKeySpecException {
    if (Files.size(file) > FILE_MAX) throw new InvalidKeySpecException("too large for a key");
    var text = Files.readString(file, US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) throw new InvalidKeySpecException("no " + BEGIN);
    var encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  /// A token for one request.
  String next() {
    var now = clock.instant();
    var header = WireObject.create().put("alg", "RS256").put("typ", "JWT");
    var claims =
        WireObject.create()
            .put("application_id", application)
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFETIME).getEpochSecond())
            .put("jti", UUID.randomUUID().toString());
    var signed = encoded(header.toString()) + "." + encoded(claims.toString());
    return signed + "." + BASE64.encodeToString(sign(signed));
  }

  private static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }

  private byte[] sign(String text) {
    try {
      var signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(text.getBytes(US_ASCII));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was accepted at the start", e);
    }
  }
}
