package io.parley.voice.recording;

import java.util.Arrays;

/// One packet of two Opus streams (RFC 7845, section 3): all but the last are framed so that their
/// end is known (RFC 6716, appendix B).
final class DualPacket {
  /// 20 ms of digital silence in one stream: CELT, full band, one channel.
  private static final byte[] SILENT = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};

  /// 20 ms of silence in both.
  static final byte[] SILENCE = of(SILENT, SILENT.length, SILENT, SILENT.length);

  private static final int FRAMES = 3;
  private static final int SHORT_MAX = 251;

  private DualPacket() {}

  /// @param left a packet of one frame; @param leftLength of it, in bytes; 0: silence
  static byte[] of(byte[] left, int leftLength, byte[] right, int rightLength) {
    if (leftLength == 0) return of(SILENT, SILENT.length, right, rightLength);
    if (rightLength == 0) return of(left, leftLength, SILENT, SILENT.length);
    if ((left[0] & FRAMES) != 0)
      throw new IllegalArgumentException("a packet of several frames (expected: of one)");
    int frame = leftLength - 1;
    int sizes = frame <= SHORT_MAX ? 1 : 2;
    var packet = new byte[1 + sizes + frame + rightLength];
    packet[0] = left[0];
    if (sizes == 1) packet[1] = (byte) frame;
    else {
      // RFC 6716, section 3.2.1
      int first = SHORT_MAX + 1 + (frame & 3);
      packet[1] = (byte) first;
      packet[2] = (byte) ((frame - first) >> 2);
    }
    System.arraycopy(left, 1, packet, 1 + sizes, frame);
    System.arraycopy(right, 0, packet, 1 + sizes + frame, rightLength);
    return packet;
  }

  /// The left stream's packet, in its usual form.
  static byte[] left(byte[] packet) {
    int size = packet[1] & 0xff;
    int sizes = size <= SHORT_MAX ? 1 : 2;
    int frame = sizes == 1 ? size : size + 4 * (packet[2] & 0xff);
    var left = new byte[1 + frame];
    left[0] = packet[0];
    System.arraycopy(packet, 1 + sizes, left, 1, frame);
    return left;
  }

  /// The right stream's packet.
  static byte[] right(byte[] packet) {
    int size = packet[1] & 0xff;
    int before = size <= SHORT_MAX ? 2 + size : 3 + size + 4 * (packet[2] & 0xff);
    return Arrays.copyOfRange(packet, before, packet.length);
  }
}
