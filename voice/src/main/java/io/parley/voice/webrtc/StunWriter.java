package io.parley.voice.webrtc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes STUN messages (RFC 8489, RFC 8445): answers to checks, and our own checks.
final class StunWriter {
  static final int HEADER = 20;
  static final int COOKIE = 0x2112_a442;

  static final int REQUEST = 0x0001;
  static final int SUCCESS = 0x0101;
  private static final int ERROR = 0x0111;

  static final int USERNAME = 0x0006;
  private static final int ERROR_CODE = 0x0009;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int CONTROLLED = 0x8029;

  /// Two names of 256 letters and a colon.
  static final int USERNAME_MAX = 513;

  /// A check with the longest names, its priority, its role, integrity and fingerprint.
  private static final int MESSAGE_MAX = HEADER + 4 + USERNAME_MAX + 3 + 8 + 12 + 24 + 8;

  private static final int ROLE_CONFLICT = 487;

  /// The priority of a path that was found by a check, as the first of its kind (RFC 8445, section
  /// 7.1.1).
  private static final int PEER_REFLEXIVE = (110 << 24) | (65_535 << 8) | 255;

  private StunWriter() {}

  /// A success: the path is open, with the sender's address as seen from here.
  static ByteBuffer success(Transaction transaction, InetSocketAddress from, String password) {
    var message = new byte[MESSAGE_MAX];
    var to = begin(message, SUCCESS, transaction);
    var address = from.getAddress().getAddress();
    to.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) (4 + address.length));
    to.putShort((short) (address.length == 4 ? 1 : 2));
    to.putShort((short) (from.getPort() ^ (COOKIE >>> 16)));
    // with the cookie and the transaction, which are the 16 bytes from the fourth on
    for (int i = 0; i < address.length; i++) to.put((byte) (address[i] ^ to.get(4 + i)));
    return end(message, to, password);
  }

  /// An error: the other end has the wrong role.
  static ByteBuffer roleConflict(Transaction transaction, String password) {
    var message = new byte[MESSAGE_MAX];
    var to = begin(message, ERROR, transaction);
    to.putShort((short) ERROR_CODE).putShort((short) 4);
    to.putShort((short) 0).put((byte) (ROLE_CONFLICT / 100)).put((byte) (ROLE_CONFLICT % 100));
    return end(message, to, password);
  }

  /// Our check of an address. It has only the attributes that every check must have, so that it is
  /// not longer than the check that caused it.
  ///
  /// @param other the receiver's name; @param own the sender's name
  /// @param tieBreaker any number, without effect: the other end is controlling
  static ByteBuffer check(
      Transaction transaction, IceCredentials other, String own, long tieBreaker) {
    var message = new byte[MESSAGE_MAX];
    var to = begin(message, REQUEST, transaction);
    var name = (other.ufrag() + ':' + own).getBytes(StandardCharsets.US_ASCII);
    to.putShort((short) USERNAME).putShort((short) name.length).put(name);
    while (to.position() % 4 != 0) to.put((byte) 0);
    to.putShort((short) PRIORITY).putShort((short) 4).putInt(PEER_REFLEXIVE);
    to.putShort((short) CONTROLLED).putShort((short) 8).putLong(tieBreaker);
    return end(message, to, other.password());
  }

  private static ByteBuffer begin(byte[] message, int type, Transaction transaction) {
    var to = ByteBuffer.wrap(message);
    to.putShort((short) type).putShort((short) 0).putInt(COOKIE);
    transaction.write(to);
    return to;
  }

  private static ByteBuffer end(byte[] message, ByteBuffer to, String password) {
    int at = to.position();
    int length = at + 4 + StunSeal.INTEGRITY_BYTES - HEADER;
    to.putShort((short) StunSeal.INTEGRITY).putShort((short) StunSeal.INTEGRITY_BYTES);
    to.put(StunSeal.integrity(password, message, at, length));
    at = to.position();
    to.putShort(2, (short) (at + 8 - HEADER));
    to.putShort((short) StunSeal.FINGERPRINT).putShort((short) 4);
    to.putInt(StunSeal.fingerprint(message, at));
    return to.flip();
  }
}
