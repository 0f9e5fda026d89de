package io.parley.voice.rtp;

/// One RTP packet (RFC 3550, section 5.1), read in place: a view of given bytes, reused for packet
/// after packet. Extensions, contributing sources and padding are skipped.
public final class RtpPacket {
  /// Without extensions or contributing sources.
  public static final int HEADER = 12;

  /// The result of parsing.
  public enum Parsed {
    RTP,
    /// Shorter than a header.
    TOO_SHORT,
    /// Another version than 2: not this protocol.
    NOT_RTP,
    /// It is RTCP, which shares the port (RFC 5761, section 4).
    RTCP,
    /// Its own fields point past its end.
    CUT_OFF
  }

  private boolean marker;
  private int payloadType;
  private int sequence;
  private long timestamp;
  private int ssrc;
  private int payloadOffset;
  private int payloadLength;

  /// Reads a packet. After anything but [Parsed#RTP] the fields mean nothing. No bytes make it
  /// throw or read outside of them.
  ///
  /// @param length of the packet, which lies within the array
  public Parsed parse(byte[] bytes, int offset, int length) {
    if (length < HEADER) return Parsed.TOO_SHORT;
    int first = bytes[offset] & 0xff;
    if (first >> 6 != 2) return Parsed.NOT_RTP;
    if (isReport(bytes, offset)) return Parsed.RTCP;
    int second = bytes[offset + 1] & 0xff;
    int from = HEADER + 4 * (first & 0xf);
    if ((first & 0x10) != 0) {
      if (from + 4 > length) return Parsed.CUT_OFF;
      from += 4 + 4 * uint16(bytes, offset + from + 2);
    }
    if (from > length) return Parsed.CUT_OFF;
    int end = length;
    if ((first & 0x20) != 0) {
      int padding = bytes[offset + length - 1] & 0xff;
      if (padding == 0 || from + padding > length) return Parsed.CUT_OFF;
      end -= padding;
    }
    marker = second >> 7 != 0;
    payloadType = second & 0x7f;
    sequence = uint16(bytes, offset + 2);
    timestamp = int32(bytes, offset + 4) & 0xffff_ffffL;
    ssrc = int32(bytes, offset + 8);
    payloadOffset = offset + from;
    payloadLength = end - from;
    return Parsed.RTP;
  }

  /// Whether this is RTCP and not RTP, where both share a port (RFC 5761, section 4).
  ///
  /// @param offset of a packet of at least two bytes
  public static boolean isReport(byte[] bytes, int offset) {
    int second = bytes[offset + 1] & 0xff;
    return second >= 192 && second <= 223;
  }

  /// Writes a header of [#HEADER] bytes; the payload comes after it.
  ///
  /// @param marker the first packet after silence; @param payloadType 0 to 127
  /// @param sequence the lowest 16 bits are sent; @param timestamp the lowest 32 are sent
  public static void writeHeader(
      byte[] to,
      int offset,
      boolean marker,
      int payloadType,
      long sequence,
      long timestamp,
      int ssrc) {
    to[offset] = (byte) 0x80;
    to[offset + 1] = (byte) ((marker ? 0x80 : 0) | (payloadType & 0x7f));
    to[offset + 2] = (byte) (sequence >> 8);
    to[offset + 3] = (byte) sequence;
    write32(to, offset + 4, (int) timestamp);
    write32(to, offset + 8, ssrc);
  }

  public boolean marker() {
    return marker;
  }

  public int payloadType() {
    return payloadType;
  }

  /// 0 to 65535.
  public int sequence() {
    return sequence;
  }

  /// 0 to 2³²-1.
  public long timestamp() {
    return timestamp;
  }

  public int ssrc() {
    return ssrc;
  }

  /// The payload's offset in the parsed bytes.
  public int payloadOffset() {
    return payloadOffset;
  }

  public int payloadLength() {
    return payloadLength;
  }

  private static int uint16(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  private static int int32(byte[] bytes, int at) {
    return (uint16(bytes, at) << 16) | uint16(bytes, at + 2);
  }

  private static void write32(byte[] to, int at, int value) {
    to[at] = (byte) (value >> 24);
    to[at + 1] = (byte) (value >> 16);
    to[at + 2] = (byte) (value >> 8);
    to[at + 3] = (byte) value;
  }
}
