package io.parley.voice.webrtc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A check whether there is a way, as ICE sends them: a STUN binding request (RFC 8489, RFC 8445).
/// A view of somebody's bytes, meant to be used for one after the other; and what is answered. For
/// one thread.
final class StunCheck {
  static final int HEADER = 20;

  /// With an address of IPv6, integrity and fingerprint.
  private static final int ANSWER_MAX = HEADER + 24 + 24 + 8;

  private static final int REQUEST = 0x0001;
  private static final int SUCCESS = 0x0101;
  private static final int ERROR = 0x0111;
  private static final int COOKIE = 0x2112_a442;

  private static final int USERNAME = 0x0006;
  private static final int INTEGRITY = 0x0008;
  private static final int ERROR_CODE = 0x0009;
  private static final int XOR_MAPPED_ADDRESS = 0x0020;
  private static final int PRIORITY = 0x0024;
  private static final int USE_CANDIDATE = 0x0025;
  private static final int FINGERPRINT = 0x8028;
  private static final int CONTROLLED = 0x8029;

  private static final int INTEGRITY_BYTES = 20;
  private static final int FINGERPRINT_XOR = 0x5354_554e;

  /// Attributes below this must be understood (RFC 8489, section 14).
  private static final int OPTIONAL = 0x8000;

  /// Two names of 256 letters and a colon.
  private static final int USERNAME_MAX = 513;

  private static final int ROLE_CONFLICT = 487;

  private final CRC32 crc = new CRC32();
  private byte[] bytes = {};
  private int integrityAt;
  private String ownUfrag = "";
  private String theirUfrag = "";
  private boolean nominates;
  private boolean isControlled;

  /// Whether it is a check that could be a valid one: complete, with a name, with integrity and
  /// with a fingerprint that is right. Whatever the bytes are, nothing is thrown.
  boolean parse(byte[] datagram, int length) {
    bytes = datagram;
    integrityAt = 0;
    ownUfrag = "";
    theirUfrag = "";
    nominates = false;
    isControlled = false;
    if (length < HEADER || length % 4 != 0 || uint16(0) != REQUEST) return false;
    if (uint16(2) != length - HEADER || int32(4) != COOKIE) return false;
    int at = HEADER;
    while (at + 4 <= length) {
      int type = uint16(at);
      int size = uint16(at + 2);
      int next = at + 4 + ((size + 3) & ~3);
      if (next > length) return false;
      if (type == FINGERPRINT)
        return size == 4 && next == length && isFingerprint(at) && isNamed() && integrityAt > 0;
      if (integrityAt == 0 && !attribute(type, at, size)) return false;
      at = next;
    }
    return false;
  }

  private boolean attribute(int type, int at, int size) {
    switch (type) {
      case USERNAME -> name(at + 4, size);
      case INTEGRITY -> integrityAt = size == INTEGRITY_BYTES ? at : 0;
      case USE_CANDIDATE -> nominates = true;
      case CONTROLLED -> isControlled = true;
      case PRIORITY -> {
        return size == 4;
      }
      default -> {
        return type >= OPTIONAL;
      }
    }
    return true;
  }

  private void name(int at, int size) {
    if (size > USERNAME_MAX) return;
    var name = new String(bytes, at, size, StandardCharsets.ISO_8859_1);
    int colon = name.indexOf(':');
    if (colon < 0) return;
    ownUfrag = name.substring(0, colon);
    theirUfrag = name.substring(colon + 1);
  }

  private boolean isNamed() {
    return !ownUfrag.isEmpty() && !theirUfrag.isEmpty();
  }

  private boolean isFingerprint(int at) {
    return int32(at + 4) == fingerprint(bytes, at);
  }

  /// The name that the check calls: ours.
  String ownUfrag() {
    return ownUfrag;
  }

  /// The name of who checks.
  String theirUfrag() {
    return theirUfrag;
  }

  /// Whether this way is the one to be used.
  boolean nominates() {
    return nominates;
  }

  /// Whether the other end believes that it is not the one to decide, which it is: we are lite.
  boolean isControlled() {
    return isControlled;
  }

  /// Whether who sent it knows our password.
  boolean isFrom(String password) {
    // the length is told as if the message ended with the integrity
    int length = integrityAt + 4 + INTEGRITY_BYTES - HEADER;
    var expected = integrity(password, bytes, integrityAt, length);
    var found = new byte[INTEGRITY_BYTES];
    System.arraycopy(bytes, integrityAt + 4, found, 0, INTEGRITY_BYTES);
    return MessageDigest.isEqual(expected, found);
  }

  /// That the way is open, and what it looks like from here.
  ByteBuffer success(InetSocketAddress from, String password) {
    var message = new byte[ANSWER_MAX];
    var to = begin(message, SUCCESS);
    var address = from.getAddress().getAddress();
    to.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) (4 + address.length));
    to.putShort((short) (address.length == 4 ? 1 : 2));
    to.putShort((short) (from.getPort() ^ (COOKIE >>> 16)));
    // with the cookie and the transaction, which are the 16 bytes from the fourth on
    for (int i = 0; i < address.length; i++) to.put((byte) (address[i] ^ bytes[4 + i]));
    return end(message, to, password);
  }

  /// That the other end has its role wrong.
  ByteBuffer roleConflict(String password) {
    var message = new byte[ANSWER_MAX];
    var to = begin(message, ERROR);
    to.putShort((short) ERROR_CODE).putShort((short) 4);
    to.putShort((short) 0).put((byte) (ROLE_CONFLICT / 100)).put((byte) (ROLE_CONFLICT % 100));
    return end(message, to, password);
  }

  private ByteBuffer begin(byte[] message, int type) {
    return ByteBuffer.wrap(message).putShort((short) type).putShort((short) 0).put(bytes, 4, 16);
  }

  private ByteBuffer end(byte[] message, ByteBuffer to, String password) {
    int at = to.position();
    int length = at + 4 + INTEGRITY_BYTES - HEADER;
    to.putShort((short) INTEGRITY).putShort((short) INTEGRITY_BYTES);
    to.put(integrity(password, message, at, length));
    at = to.position();
    to.putShort(2, (short) (at + 8 - HEADER));
    to.putShort((short) FINGERPRINT).putShort((short) 4).putInt(fingerprint(message, at));
    return to.flip();
  }

  /// Of the message before `end`, whose header then tells this length.
  private static byte[] integrity(String password, byte[] message, int end, int length) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      mac.update(message, 0, 2);
      mac.update((byte) (length >> 8));
      mac.update((byte) length);
      mac.update(message, 4, end - 4);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA1", e);
    }
  }

  private int fingerprint(byte[] message, int end) {
    crc.reset();
    crc.update(message, 0, end);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }

  private int uint16(int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private int int32(int at) {
    return (uint16(at) << 16) | uint16(at + 2);
  }
}
