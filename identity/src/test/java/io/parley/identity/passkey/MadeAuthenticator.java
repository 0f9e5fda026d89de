package io.parley.identity.passkey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.person.PersonId;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// An authenticator with one passkey (ES256), and the browser before it: it signs for real, and
/// whatever it is told, so that it can play an attacker as well.
public final class MadeAuthenticator {
  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;
  private static final int WITH_KEY = 0x40;
  private static final int COORDINATE_BYTES = 32;
  private static final int AAGUID_BYTES = 16;

  private final KeyPair keys;
  private final byte[] id;
  private final String handle;
  private String rpId;
  private String origin;
  private boolean verifies = true;
  private long counter;

  private MadeAuthenticator(KeyPair keys, byte[] id, String handle, RelyingSite site) {
    this.keys = keys;
    this.id = id;
    this.handle = handle;
    this.rpId = site.id();
    this.origin = site.origin();
  }

  /// One that counts from 1.
  ///
  /// @param id of its passkey
  public static MadeAuthenticator of(RelyingSite site, PersonId person, String id) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new MadeAuthenticator(
          generator.generateKeyPair(), id.getBytes(US_ASCII), UserHandles.of(person), site);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /// A copy with the same key and counter.
  public MadeAuthenticator copy() {
    var copy = new MadeAuthenticator(keys, id, handle, new RelyingSite(rpId, origin));
    copy.counter = counter;
    return copy;
  }

  /// Another key under the same id, for this person.
  public MadeAuthenticator forged(PersonId person) {
    var forged = of(new RelyingSite(rpId, origin), person, new String(id, US_ASCII));
    forged.counter = counter;
    return forged;
  }

  /// The same key, which claims to be another person's.
  public MadeAuthenticator claiming(PersonId person) {
    var claiming =
        new MadeAuthenticator(keys, id, UserHandles.of(person), new RelyingSite(rpId, origin));
    claiming.counter = counter;
    return claiming;
  }

  /// From now on the browser shows a page of another origin.
  public MadeAuthenticator at(String other) {
    origin = other;
    return this;
  }

  /// From now on it signs for another site.
  public MadeAuthenticator forSite(String other) {
    rpId = other;
    return this;
  }

  /// From now on it asks nobody for a finger.
  public MadeAuthenticator withoutVerification() {
    verifies = false;
    return this;
  }

  /// In base64url.
  public String id() {
    return text(id);
  }

  public Registration register(String challenge) {
    counter++;
    var data = join(head(WITH_KEY), new byte[AAGUID_BYTES], length(id.length), id, coseKey());
    var attestation =
        join(
            // {"fmt": "none", "attStmt": {}, "authData": bytes}
            HexFormat.of().parseHex("a363666d74646e6f6e656761747453746d74a068617574684461746159"),
            length(data.length),
            data);
    return new Registration(
        id(), text(clientData("webauthn.create", challenge)), text(attestation), List.of("usb"));
  }

  public Assertion sign(String challenge) {
    counter++;
    var client = clientData("webauthn.get", challenge);
    var data = head(0);
    return new Assertion(id(), text(client), text(data), text(signed(data, client)), handle);
  }

  private byte[] clientData(String type, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, origin)
        .getBytes(UTF_8);
  }

  /// Authenticator data up to the counter (WebAuthn, 6.1).
  private byte[] head(int flags) {
    int all = flags | USER_PRESENT | (verifies ? USER_VERIFIED : 0);
    return ByteBuffer.allocate(37)
        .put(sha256(rpId.getBytes(UTF_8)))
        .put((byte) all)
        .putInt((int) counter)
        .array();
  }

  /// {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, 7.1.1)
  private byte[] coseKey() {
    var point = ((ECPublicKey) keys.getPublic()).getW();
    return join(
        HexFormat.of().parseHex("a5010203262001215820"),
        coordinate(point.getAffineX()),
        HexFormat.of().parseHex("225820"),
        coordinate(point.getAffineY()));
  }

  private static byte[] coordinate(BigInteger number) {
    var bytes = number.toByteArray();
    var fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return fixed;
  }

  private byte[] signed(byte[] data, byte[] client) {
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ECDSA", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] length(int bytes) {
    return ByteBuffer.allocate(2).putShort((short) bytes).array();
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
