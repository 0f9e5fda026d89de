package io.parley.voice.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes one compound report (RFC 3550, section 6.1) into bytes of its own.
final class RtcpWriter {
  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int DESCRIPTION = 202;
  static final int GOODBYE = 203;

  private static final int VERSION = 2 << 6;
  private static final int HEADER = 4;
  private static final int LOST_MAX = (1 << 23) - 1;

  /// Of the stream's source, the same in SDP.
  private static final byte[] CNAME = "parley".getBytes(StandardCharsets.US_ASCII);

  private final int ssrc;
  private final byte[] bytes;
  private final ByteBuffer to;
  private int blocks;

  /// @param overhead bytes that protection may add to a report
  RtcpWriter(int ssrc, int overhead) {
    this.ssrc = ssrc;
    bytes = new byte[128 + overhead];
    to = ByteBuffer.wrap(bytes);
  }

  /// Starts a new report with space for a header, whose kind [#end] writes.
  void begin() {
    to.clear();
    blocks = 0;
    to.putInt(0).putInt(ssrc);
  }

  void sender(long ntp, long timestamp, long packets, long octets) {
    to.putLong(ntp).putInt((int) timestamp).putInt((int) packets).putInt((int) octets);
  }

  /// @param lastSenderReport the middle bits of its time; @param since time since it came, in
  ///   1/65536 s
  void block(Reception reception, int lastSenderReport, int since) {
    to.putInt(reception.ssrc());
    int fraction = reception.fractionLost();
    int lost = (int) Math.min(LOST_MAX, reception.lostOfThis());
    to.putInt((fraction << 24) | lost);
    to.putInt(reception.extendedHighest());
    to.putInt((int) reception.jitter());
    to.putInt(lastSenderReport).putInt(since);
    blocks++;
  }

  /// Ends the report with the source's name and, in the last one, the goodbye.
  ///
  /// @return the length of the report in [#bytes]
  int end(boolean isSender, boolean saysGoodbye) {
    header(0, blocks, isSender ? SENDER_REPORT : RECEIVER_REPORT);
    int at = to.position();
    // the name's kind is 1; at least one zero ends the list, and fills the word
    to.putInt(0).putInt(ssrc).put((byte) 1).put((byte) CNAME.length).put(CNAME);
    do to.put((byte) 0);
    while (to.position() % 4 != 0);
    header(at, 1, DESCRIPTION);
    if (saysGoodbye) {
      at = to.position();
      to.putInt(0).putInt(ssrc);
      header(at, 1, GOODBYE);
    }
    return to.position();
  }

  private void header(int at, int count, int kind) {
    to.put(at, (byte) (VERSION | count)).put(at + 1, (byte) kind);
    to.putShort(at + 2, (short) ((to.position() - at) / HEADER - 1));
  }

  byte[] bytes() {
    return bytes;
  }
}
