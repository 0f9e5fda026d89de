package io.parley.voice.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A page as RFC 3533 describes it, read by code of its own.
record OggPage(int flags, long granule, int serial, int number, List<byte[]> packets) {

  static List<OggPage> all(byte[] file) {
    var pages = new ArrayList<OggPage>();
    for (int at = 0; at < file.length; ) {
      var in = ByteBuffer.wrap(file, at, file.length - at).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(new String(file, at, 4, StandardCharsets.US_ASCII)).isEqualTo("OggS");
      assertThat(file[at + 4]).as("version").isZero();
      int segments = file[at + 26] & 0xff;
      var packets = new ArrayList<byte[]>();
      int from = at + 27 + segments;
      int size = 0;
      for (int i = 0; i < segments; i++) {
        int lacing = file[at + 27 + i] & 0xff;
        size += lacing;
        if (lacing == 255) continue;
        packets.add(Arrays.copyOfRange(file, from, from + size));
        from += size;
        size = 0;
      }
      assertThat(size).as("a packet that goes on").isZero();
      assertThat(in.getInt(at + 22)).as("checksum").isEqualTo(crc(file, at, from));
      pages.add(
          new OggPage(
              file[at + 5],
              in.getLong(at + 6),
              in.getInt(at + 14),
              in.getInt(at + 18),
              List.copyOf(packets)));
      at = from;
    }
    return pages;
  }

  /// Bit by bit, with zeros in the place of the checksum.
  private static int crc(byte[] file, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      int each = i >= from + 22 && i < from + 26 ? 0 : file[i] & 0xff;
      crc ^= each << 24;
      for (int bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
    }
    return crc;
  }
}
