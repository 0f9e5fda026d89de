package io.parley.voice.webrtc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks as a browser sends them, and how it reads the answers: written for itself, so that it
/// does not agree with ours in a mistake.
final class TestChecks {
  private final String ufrag;
  private boolean nominates = true;
  private boolean nominatesBehind;
  private boolean isControlled;
  private boolean hasIntegrity = true;
  private boolean hasFingerprint = true;
  private int extra = -1;

  TestChecks(String ufrag) {
    this.ufrag = ufrag;
  }

  TestChecks withoutNomination() {
    nominates = false;
    return this;
  }

  /// Where nobody vouches for it.
  TestChecks nominatingBehindTheIntegrity() {
    nominates = false;
    nominatesBehind = true;
    return this;
  }

  /// It has its role wrong.
  TestChecks controlled() {
    isControlled = true;
    return this;
  }

  TestChecks withoutIntegrity() {
    hasIntegrity = false;
    return this;
  }

  TestChecks withoutFingerprint() {
    hasFingerprint = false;
    return this;
  }

  TestChecks with(int attribute) {
    extra = attribute;
    return this;
  }

  byte[] to(IceCredentials other) {
    var bytes = new byte[1_024];
    var message = ByteBuffer.wrap(bytes);
    var transaction = new byte[12];
    ThreadLocalRandom.current().nextBytes(transaction);
    message.putShort((short) 1).putShort((short) 0).putInt(0x2112_a442).put(transaction);
    attribute(message, 0x0006, (other.ufrag() + ":" + ufrag).getBytes(StandardCharsets.UTF_8));
    attribute(message, 0x0024, new byte[] {110, 0, 1, (byte) 255});
    attribute(message, isControlled ? 0x8029 : 0x802a, new byte[8]);
    if (extra >= 0) attribute(message, extra, new byte[3]);
    if (nominates) attribute(message, 0x0025, new byte[0]);
    if (hasIntegrity) {
      int at = message.position();
      message.putShort(2, (short) (at + 24 - 20));
      attribute(message, 0x0008, hmac(other.password(), bytes, at));
    }
    if (nominatesBehind) attribute(message, 0x0025, new byte[0]);
    if (hasFingerprint) fingerprint(bytes, message);
    message.putShort(2, (short) (message.position() - 20));
    return Arrays.copyOf(bytes, message.position());
  }

  static boolean isQuestion(byte[] bytes) {
    return bytes.length >= 20 && bytes[0] == 0 && bytes[1] == 1;
  }

  /// As a browser answers a check: if it calls its name, and knows its password.
  ///
  /// @param own the browser's; @param password what the answer is signed with
  static Optional<byte[]> answerTo(byte[] question, IceCredentials own, String password) {
    if (!isQuestion(question) || !isSealed(question, own.password())) return Optional.empty();
    var name = username(question).orElse("");
    if (!name.startsWith(own.ufrag() + ":")) return Optional.empty();
    return Optional.of(answer(question, password, 0x0101));
  }

  /// @param type 0x0101, or 0x0111 for an error
  static byte[] answer(byte[] question, String password, int type) {
    var bytes = new byte[128];
    var message = ByteBuffer.wrap(bytes);
    message.putShort((short) type).putShort((short) 0).put(question, 4, 16);
    attribute(message, 0x0020, new byte[] {0, 1, 1, 2, 3, 4, 5, 6});
    int at = message.position();
    message.putShort(2, (short) (at + 24 - 20));
    attribute(message, 0x0008, hmac(password, bytes, at));
    fingerprint(bytes, message);
    return Arrays.copyOf(bytes, message.position());
  }

  private static void fingerprint(byte[] bytes, ByteBuffer message) {
    int at = message.position();
    message.putShort(2, (short) (at + 8 - 20));
    attribute(message, 0x8028, ByteBuffer.allocate(4).putInt(crc(bytes, at)).array());
  }

  static Optional<String> username(byte[] bytes) {
    var message = ByteBuffer.wrap(bytes);
    for (int at = 20; at + 4 <= bytes.length; ) {
      int size = message.getShort(at + 2);
      if (message.getShort(at) == 0x0006)
        return Optional.of(new String(bytes, at + 4, size, StandardCharsets.UTF_8));
      at += 4 + ((size + 3) & ~3);
    }
    return Optional.empty();
  }

  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) type).putShort((short) value.length).put(value);
    while (message.position() % 4 != 0) message.put((byte) 0);
  }

  /// Whether this says that the way is open, and comes from who has the password.
  static boolean isAnswer(ByteBuffer answer, String password) {
    var bytes = new byte[answer.remaining()];
    answer.duplicate().get(bytes);
    return bytes.length > 2 && bytes[0] == 1 && bytes[1] == 1 && isSealed(bytes, password);
  }

  /// Whether it ends with an integrity by who has the password, and a fingerprint.
  static boolean isSealed(byte[] sealed, String password) {
    var bytes = sealed.clone();
    if (bytes.length < 20 + 24 + 8) return false;
    var message = ByteBuffer.wrap(bytes);
    int fingerprintAt = bytes.length - 8;
    int integrityAt = fingerprintAt - 24;
    if (message.getShort(2) != bytes.length - 20) return false;
    if (message.getInt(fingerprintAt + 4) != crc(bytes, fingerprintAt)) return false;
    message.putShort(2, (short) (integrityAt + 24 - 20));
    return Arrays.equals(
        hmac(password, bytes, integrityAt),
        Arrays.copyOfRange(bytes, integrityAt + 4, integrityAt + 24));
  }

  private static byte[] hmac(String password, byte[] bytes, int length) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      mac.update(bytes, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue() ^ 0x5354_554e;
  }
}
