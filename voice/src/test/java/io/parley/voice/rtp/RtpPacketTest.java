package io.parley.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.rtp.RtpPacket.Parsed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
  private final RtpPacket packet = new RtpPacket();

  @Test
  void written_headers_are_read_back() {
    var bytes = new byte[5 + RtpPacket.HEADER + 3];
    RtpPacket.writeHeader(bytes, 5, true, 111, 0x1_fffeL, 0x9_8765_4321L, 0xdeadbeef);
    assertThat(packet.parse(bytes, 5, RtpPacket.HEADER + 3)).isEqualTo(Parsed.RTP);
    assertThat(packet.marker()).isTrue();
    assertThat(packet.payloadType()).isEqualTo(111);
    assertThat(packet.sequence()).isEqualTo(0xfffe);
    assertThat(packet.timestamp()).isEqualTo(0x8765_4321L);
    assertThat(packet.ssrc()).isEqualTo(0xdeadbeef);
    assertThat(packet.payloadOffset()).isEqualTo(17);
    assertThat(packet.payloadLength()).isEqualTo(3);
  }

  @Test
  void sources_extensions_and_padding_are_skipped() {
    // version 2, padding, extension, one source; two words of extension; two bytes of padding
    var bytes = new byte[12 + 4 + 4 + 8 + 1 + 2];
    bytes[0] = (byte) (0x80 | 0x20 | 0x10 | 1);
    bytes[12 + 4 + 3] = 2;
    bytes[28] = 42;
    bytes[bytes.length - 1] = 2;
    assertThat(packet.parse(bytes, 0, bytes.length)).isEqualTo(Parsed.RTP);
    assertThat(packet.payloadOffset()).isEqualTo(28);
    assertThat(packet.payloadLength()).isEqualTo(1);
  }

  @Test
  void other_protocols_are_recognised() {
    var bytes = new byte[20];
    assertThat(packet.parse(bytes, 0, 11)).isEqualTo(Parsed.TOO_SHORT);
    assertThat(packet.parse(bytes, 0, 20)).isEqualTo(Parsed.NOT_RTP);
    bytes[0] = (byte) 0x80;
    bytes[1] = (byte) 200;
    assertThat(packet.parse(bytes, 0, 20)).isEqualTo(Parsed.RTCP);
  }

  @Test
  void fields_that_point_past_the_end_are_refused() {
    var bytes = new byte[20];
    bytes[0] = (byte) 0x8f;
    assertThat(packet.parse(bytes, 0, 20)).as("15 sources").isEqualTo(Parsed.CUT_OFF);
    bytes[0] = (byte) 0x90;
    bytes[15] = 2;
    assertThat(packet.parse(bytes, 0, 20)).as("two words").isEqualTo(Parsed.CUT_OFF);
    assertThat(packet.parse(bytes, 0, 14)).as("half an extension").isEqualTo(Parsed.CUT_OFF);
    bytes[0] = (byte) 0xa0;
    assertThat(packet.parse(bytes, 0, 20)).as("padding of 0").isEqualTo(Parsed.CUT_OFF);
    bytes[19] = 9;
    assertThat(packet.parse(bytes, 0, 20)).as("padding of 9").isEqualTo(Parsed.CUT_OFF);
    bytes[19] = 8;
    assertThat(packet.parse(bytes, 0, 20)).as("nothing but padding").isEqualTo(Parsed.RTP);
    assertThat(packet.payloadLength()).isZero();
  }

  @Test
  void no_bytes_cause_reads_out_of_bounds() {
    var random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      int length = random.nextInt(64);
      // exactly as long as the packet: reading past its end throws
      var bytes = new byte[length];
      random.nextBytes(bytes);
      if (length > 0 && random.nextBoolean()) bytes[0] = (byte) (0x80 | (bytes[0] & 0x3f));
      if (packet.parse(bytes, 0, length) == Parsed.RTP)
        assertThat(
                packet.payloadLength() >= 0
                    && packet.payloadOffset() >= RtpPacket.HEADER
                    && packet.payloadOffset() + packet.payloadLength() <= length)
            .as(() -> Arrays.toString(bytes))
            .isTrue();
    }
  }

  @Test
  void wrapped_numbers_continue() {
    var sequences = new Unwrapping(16);
    assertThat(sequences.next(65_534)).isEqualTo(131_070);
    assertThat(sequences.next(65_535)).isEqualTo(131_071);
    assertThat(sequences.next(1)).isEqualTo(131_073);
    assertThat(sequences.next(0)).as("one that was overtaken").isEqualTo(131_072);
    assertThat(sequences.next(65_533)).as("an old one").isEqualTo(131_069);
    assertThat(sequences.next(2)).isEqualTo(131_074);
    assertThat(sequences.peek(3)).isEqualTo(sequences.peek(3)).isEqualTo(131_075);
  }

  @Test
  void numbers_before_the_first_are_still_positive() {
    var sequences = new Unwrapping(16);
    sequences.next(0);
    assertThat(sequences.next(65_535)).isEqualTo(65_535);
    sequences.reset();
    assertThat(sequences.next(5)).isEqualTo(65_541);
  }
}
