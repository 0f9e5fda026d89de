package io.parley.voice.recording;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// The pages of a recording (Ogg: RFC 3533; Opus in it: RFC 7845). Two channels, left and right,
/// are two streams of one channel each (mapping family 1), so that neither leaks into the other.
///
/// Two pages of headers are followed by one page for each second, whose place gives its number: a
/// part that is missing is filled with pages of silence, and the file stays whole. The last page
/// has no sound: a recording that broke off ends like any other.
public final class OggFile {
  /// Packets of a page: a second of frames of 20 ms.
  public static final int PACKETS = 50;

  /// Of a packet, at 48 kHz.
  static final int SAMPLES = 960;

  /// The delay of the encoders (libopus at 48 kHz).
  static final int PRE_SKIP = 312;

  static final int HEADERS = 2;

  private static final int CHANNELS = 2;
  private static final int HEADER_BYTES = 27;
  private static final int SEGMENTS_MAX = 255;
  private static final byte FIRST = 2;
  private static final byte LAST = 4;
  private static final int POLYNOMIAL = 0x04c11db7;
  private static final int[] CRC = table();

  private final int serial;

  /// @param id of the recording: the same for all its pages
  public OggFile(String id) {
    this.serial = id.hashCode();
  }

  /// The first two pages.
  public byte[] headers() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(page(FIRST, 0, 0, List.of(head())));
    out.writeBytes(page((byte) 0, 0, 1, List.of(tags())));
    return out.toByteArray();
  }

  /// @param second 0, 1, 2 …; @param packets at most [#PACKETS]; fewer only in the last second
  public byte[] second(int second, List<byte[]> packets) {
    long end = ((long) second * PACKETS + packets.size()) * SAMPLES;
    return page((byte) 0, end, HEADERS + second, packets);
  }

  /// Silence in place of sound that is missing.
  ///
  /// @param packets its length
  public byte[] silence(int second, int packets) {
    return second(second, Collections.nCopies(packets, DualPacket.SILENCE));
  }

  /// The last page.
  ///
  /// @param packets of the whole recording
  public byte[] end(long packets) {
    int seconds = Math.toIntExact(Math.ceilDiv(packets, PACKETS));
    return page(LAST, packets * SAMPLES, HEADERS + seconds, List.of());
  }

  private static byte[] head() {
    return little(23)
        .put(ascii("OpusHead"))
        .put((byte) 1)
        .put((byte) CHANNELS)
        .putShort((short) PRE_SKIP)
        .putInt(0) // the rate of the call is not told
        .putShort((short) 0)
        .put((byte) 1) // family: left and right
        .put((byte) CHANNELS) // streams
        .put((byte) 0) // of which none has two channels
        .put((byte) 0)
        .put((byte) 1)
        .array();
  }

  private static byte[] tags() {
    var vendor = ascii("Parley");
    return little(16 + vendor.length)
        .put(ascii("OpusTags"))
        .putInt(vendor.length)
        .put(vendor)
        .putInt(0)
        .array();
  }

  private byte[] page(byte flags, long granule, int number, List<byte[]> packets) {
    int segments = 0;
    int bytes = 0;
    for (var packet : packets) {
      segments += packet.length / SEGMENTS_MAX + 1;
      bytes += packet.length;
    }
    if (segments > SEGMENTS_MAX)
      throw new IllegalArgumentException(
          "%d segments of a page (expected: ≤ %d)".formatted(segments, SEGMENTS_MAX));
    var whole = new byte[HEADER_BYTES + segments + bytes];
    var page =
        ByteBuffer.wrap(whole)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("OggS"))
            .put((byte) 0)
            .put(flags)
            .putLong(granule)
            .putInt(serial)
            .putInt(number)
            .putInt(0) // the checksum, which is made of the page with zeros in its place
            .put((byte) segments);
    for (var packet : packets) {
      for (int left = packet.length; left >= SEGMENTS_MAX; left -= SEGMENTS_MAX)
        page.put((byte) SEGMENTS_MAX);
      page.put((byte) (packet.length % SEGMENTS_MAX));
    }
    packets.forEach(page::put);
    page.putInt(22, crc(whole));
    return whole;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Of a page whose own checksum is 0 (RFC 3533, section 6).
  static int crc(byte[] page) {
    int crc = 0;
    for (byte each : page) crc = (crc << 8) ^ CRC[((crc >>> 24) ^ each) & 0xff];
    return crc;
  }

  private static int[] table() {
    var table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int entry = i << 24;
      for (int bit = 0; bit < 8; bit++) entry = entry < 0 ? (entry << 1) ^ POLYNOMIAL : entry << 1;
      table[i] = entry;
    }
    return table;
  }
}
