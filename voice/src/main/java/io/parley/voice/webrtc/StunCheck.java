package io.parley.voice.webrtc;

import static io.parley.voice.webrtc.StunSeal.FINGERPRINT;
import static io.parley.voice.webrtc.StunSeal.INTEGRITY;
import static io.parley.voice.webrtc.StunSeal.INTEGRITY_BYTES;
import static io.parley.voice.webrtc.StunWriter.CONTROLLED;
import static io.parley.voice.webrtc.StunWriter.COOKIE;
import static io.parley.voice.webrtc.StunWriter.HEADER;
import static io.parley.voice.webrtc.StunWriter.PRIORITY;
import static io.parley.voice.webrtc.StunWriter.REQUEST;
import static io.parley.voice.webrtc.StunWriter.SUCCESS;
import static io.parley.voice.webrtc.StunWriter.USERNAME;
import static io.parley.voice.webrtc.StunWriter.USERNAME_MAX;
import static io.parley.voice.webrtc.StunWriter.XOR_MAPPED_ADDRESS;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A connectivity check of ICE: a STUN binding request (RFC 8489, RFC 8445), or the answer to one
/// of ours. A view of given bytes, reused for message after message. For one thread.
final class StunCheck {
  private static final int USE_CANDIDATE = 0x0025;

  /// Attributes below this must be understood (RFC 8489, section 14).
  private static final int OPTIONAL = 0x8000;

  private byte[] bytes = {};
  private boolean isAnswer;
  private int integrityAt;
  private String ownUfrag = "";
  private String theirUfrag = "";
  private boolean nominates;
  private boolean isControlled;

  /// Whether it is a check, or an answer to one, that could be valid: complete, with a name if it
  /// is a check, with integrity and a correct fingerprint. No bytes make it throw.
  boolean parse(byte[] datagram, int length) {
    bytes = datagram;
    integrityAt = 0;
    ownUfrag = "";
    theirUfrag = "";
    nominates = false;
    isControlled = false;
    if (length < HEADER || length % 4 != 0) return false;
    isAnswer = uint16(0) == SUCCESS;
    if (!isAnswer && uint16(0) != REQUEST) return false;
    if (uint16(2) != length - HEADER || int32(4) != COOKIE) return false;
    int at = HEADER;
    while (at + 4 <= length) {
      int type = uint16(at);
      int size = uint16(at + 2);
      int next = at + 4 + ((size + 3) & ~3);
      if (next > length) return false;
      if (type == FINGERPRINT)
        return size == 4
            && next == length
            && isFingerprint(at)
            && (isAnswer || isNamed())
            && integrityAt > 0;
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
      case XOR_MAPPED_ADDRESS -> {
        // our address as seen from there: not needed
        return isAnswer;
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
    return int32(at + 4) == StunSeal.fingerprint(bytes, at);
  }

  /// Whether it is the answer to one of our checks.
  boolean isAnswer() {
    return isAnswer;
  }

  Transaction transaction() {
    return new Transaction(((long) int32(8) << 32) | (int32(12) & 0xffff_ffffL), int32(16));
  }

  /// Our name in the check.
  String ownUfrag() {
    return ownUfrag;
  }

  /// The sender's name.
  String theirUfrag() {
    return theirUfrag;
  }

  /// Whether the check nominates this path.
  boolean nominates() {
    return nominates;
  }

  /// Whether the other end claims the controlled role; it must be controlling, as we are ICE-lite.
  boolean isControlled() {
    return isControlled;
  }

  /// Whether the sender knows this password: ours for a check, theirs for an answer.
  boolean isFrom(String password) {
    // the header's length counts as if the message ended with the integrity
    int length = integrityAt + 4 + INTEGRITY_BYTES - HEADER;
    var expected = StunSeal.integrity(password, bytes, integrityAt, length);
    var found = new byte[INTEGRITY_BYTES];
    System.arraycopy(bytes, integrityAt + 4, found, 0, INTEGRITY_BYTES);
    return MessageDigest.isEqual(expected, found);
  }

  private int uint16(int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private int int32(int at) {
    return (uint16(at) << 16) | uint16(at + 2);
  }
}
