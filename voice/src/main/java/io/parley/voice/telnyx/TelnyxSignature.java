package io.parley.voice.telnyx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/// Checks `telnyx-signature-ed25519`: Ed25519 (RFC 8032) over the timestamp, a bar, and the body. A
/// request whose timestamp is far from now is refused, so that none can be replayed later.
public final class TelnyxSignature {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /// An Ed25519 key's SubjectPublicKeyInfo (RFC 8410, section 4), before its 32 bytes.
  private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final PublicKey key;

  /// @param publicKey 32 bytes
  /// @throws IllegalArgumentException when they are no key
  public TelnyxSignature(byte[] publicKey) {
    try {
      var encoded = new ByteArrayOutputStream();
      encoded.writeBytes(KEY_PREFIX);
      encoded.writeBytes(publicKey);
      this.key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException(
          "parley.telephony.telnyx.public-key: a value of another form (expected: a key)", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// @param signature in base64, as in the header
  /// @param timestamp seconds since 1970, as in `telnyx-timestamp`
  public boolean signs(byte[] body, String timestamp, String signature, Instant now) {
    if (!timestamp.matches("[0-9]{1,12}")) return false;
    var off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    if (off.compareTo(TOLERANCE) > 0) return false;
    try {
      var check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update((timestamp + "|").getBytes(StandardCharsets.US_ASCII));
      check.update(body);
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException | SignatureException notOne) {
      return false;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the key was accepted at the start", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }
}
