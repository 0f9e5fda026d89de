package io.parley.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.websocket.FrameReader.Header;
import io.parley.http.websocket.FrameReader.Read;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/// RFC 6455, section 5, frame by frame.
class FrameReaderTest {
  private static final int MASK = 0x37fa213d;
  private final FrameReader reader = new FrameReader(16, 0);

  private Read frame(int opcode, boolean fin, byte[] payload) {
    return reader.start(header(opcode, fin, payload.length), masked(payload));
  }

  private Read frame(int opcode, boolean fin, String text) {
    return frame(opcode, fin, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Header header(int opcode, boolean fin, long length) {
    return new Header(opcode, fin, false, OptionalInt.of(MASK), length);
  }

  private static ByteString masked(byte[] payload) {
    var bytes = new byte[payload.length];
    for (int i = 0; i < bytes.length; i++)
      bytes[i] = (byte) (payload[i] ^ (MASK >>> (24 - 8 * (i % 4))));
    return ByteString.fromArray(bytes);
  }

  private static Read.Broken broken(Fault fault) {
    return new Read.Broken(fault);
  }

  @Test
  void the_masked_hello_of_the_standard_is_read() {
    // section 5.7: a single-frame masked text message
    var payload = ByteString.fromArray(new byte[] {0x7f, (byte) 0x9f, 0x4d, 0x51, 0x58});
    assertThat(reader.start(header(1, true, 5), payload)).isEqualTo(new Read.Text("Hello"));
  }

  @Test
  void a_frame_may_arrive_in_any_fragments() {
    var all = masked("Grüße!".getBytes(StandardCharsets.UTF_8));
    for (int cut = 0; cut < all.size(); cut++) {
      assertThat(reader.start(header(1, true, all.size()), all.take(cut)))
          .isEqualTo(new Read.Nothing());
      assertThat(reader.more(all.drop(cut), true)).isEqualTo(new Read.Text("Grüße!"));
    }
  }

  @Test
  void a_message_may_come_in_frames_with_pings_in_between() {
    assertThat(frame(1, false, "Hel")).isEqualTo(new Read.Nothing());
    assertThat(frame(9, true, "?")).isEqualTo(new Read.Ping(ByteString.fromString("?")));
    assertThat(frame(0, false, "l")).isEqualTo(new Read.Nothing());
    assertThat(frame(10, true, "")).isEqualTo(new Read.Pong());
    assertThat(frame(0, true, "o")).isEqualTo(new Read.Text("Hello"));
    assertThat(frame(1, true, "")).isEqualTo(new Read.Text(""));
  }

  @Test
  void a_character_may_span_two_frames() {
    var shoe = "👟".getBytes(StandardCharsets.UTF_8);
    frame(1, false, new byte[] {shoe[0], shoe[1]});
    assertThat(frame(0, true, new byte[] {shoe[2], shoe[3]})).isEqualTo(new Read.Text("👟"));
  }

  @Test
  void an_announced_length_beyond_the_limit_is_refused_before_the_payload() {
    assertThat(frame(1, true, "x".repeat(16))).isEqualTo(new Read.Text("x".repeat(16)));
    assertThat(reader.start(header(1, true, 17), ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.TOO_LARGE));
  }

  @Test
  void the_limit_holds_over_all_frames_of_a_message() {
    frame(1, false, "x".repeat(10));
    assertThat(frame(0, true, "x".repeat(7))).isEqualTo(broken(Fault.TOO_LARGE));
  }

  @Test
  void protocol_violations_are_named() {
    assertThat(frame(2, true, "x")).isEqualTo(broken(Fault.BYTES));
    assertThat(new FrameReader(16, 0).start(header(0, true, 0), ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.PROTOCOL_ERROR));
    assertThat(new FrameReader(16, 0).start(header(3, true, 0), ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.PROTOCOL_ERROR));
    assertThat(new FrameReader(16, 0).start(header(9, true, 126), ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.PROTOCOL_ERROR));
    assertThat(new FrameReader(16, 0).start(header(9, false, 1), ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.PROTOCOL_ERROR));
    assertThat(new FrameReader(16, 0).start(header(11, true, 0), ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.PROTOCOL_ERROR));
    var unmasked = new Header(1, true, false, OptionalInt.empty(), 0);
    assertThat(new FrameReader(16, 0).start(unmasked, ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.PROTOCOL_ERROR));
    var reserved = new Header(1, true, true, OptionalInt.of(MASK), 0);
    assertThat(new FrameReader(16, 0).start(reserved, ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.PROTOCOL_ERROR));
  }

  @Test
  void a_new_message_may_not_begin_inside_another() {
    frame(1, false, "Hel");
    assertThat(frame(1, true, "lo")).isEqualTo(broken(Fault.PROTOCOL_ERROR));
  }

  @Test
  void invalid_utf_8_is_named() {
    assertThat(frame(1, true, new byte[] {(byte) 0xc3, 0x28})).isEqualTo(broken(Fault.NOT_UTF8));
  }

  @Test
  void binary_messages_are_read_if_enabled_with_their_own_limit() {
    var both = new FrameReader(16, 4);
    var sound = new byte[] {0, -1, 2, 127};
    assertThat(both.start(header(2, true, 4), masked(sound)))
        .isEqualTo(new Read.Binary(ByteString.fromArray(sound)));
    assertThat(both.start(header(2, false, 2), masked(new byte[] {1, 2})))
        .isEqualTo(new Read.Nothing());
    assertThat(both.start(header(0, true, 2), masked(new byte[] {3, 4})))
        .isEqualTo(new Read.Binary(ByteString.fromArray(new byte[] {1, 2, 3, 4})));
    assertThat(both.start(header(1, true, 5), masked("Hello".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(new Read.Text("Hello"));
    assertThat(both.start(header(2, true, 5), ByteString.emptyByteString()))
        .isEqualTo(broken(Fault.TOO_LARGE));
  }

  @Test
  void after_a_violation_only_the_close_frame_is_read_and_nothing_is_buffered() {
    assertThat(frame(2, true, "x")).isEqualTo(broken(Fault.BYTES));
    assertThat(reader.start(header(2, true, 1 << 30), ByteString.fromString("xx")))
        .isEqualTo(new Read.Nothing());
    assertThat(reader.more(ByteString.fromString("x".repeat(100)), true))
        .isEqualTo(new Read.Nothing());
    assertThat(frame(9, true, "?")).isEqualTo(new Read.Nothing());
    assertThat(frame(1, true, "x")).isEqualTo(new Read.Nothing());
    assertThat(frame(8, true, new byte[] {0x03, (byte) 0xe8})).isEqualTo(new Read.Closed(1000));
  }

  @Test
  void a_close_frame_is_answered_with_its_code_if_it_is_valid() {
    assertThat(close(1000)).isEqualTo(new Read.Closed(1000));
    assertThat(close(4999)).isEqualTo(new Read.Closed(4999));
    for (int wrong : new int[] {0, 999, 1004, 1005, 1006, 1015, 2999, 5000})
      assertThat(close(wrong)).isEqualTo(new Read.Closed(1002));
    assertThat(frame(8, true, new byte[] {3})).isEqualTo(new Read.Closed(1002));
    assertThat(frame(8, true, new byte[] {3, (byte) 0xe8, (byte) 0xff}))
        .isEqualTo(new Read.Closed(1007));
    var silent = (Read.Closed) frame(8, true, "");
    assertThat(FrameReader.hasCode(silent.code())).isFalse();
  }

  private Read close(int code) {
    return frame(8, true, new byte[] {(byte) (code >> 8), (byte) code});
  }
}
