package io.parley.voice.sip.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames as servers send them, without sockets.
class WebSocketFramesTest {
  private static final int MAX = 100_000;
  private static final int FIRST = 0x01;
  private static final int NEXT = 0x00;
  private static final int LAST = 0x80;

  private final WebSocketFrames frames = new WebSocketFrames(MAX);
  private final List<String> came = new ArrayList<>();

  private final WebSocketFrames.Listener listener =
      new WebSocketFrames.Listener() {
        @Override
        public void message(byte[] message) {
          came.add(new String(message, ISO_8859_1));
        }

        @Override
        public void control(int opcode, byte[] payload) {
          came.add(opcode + ":" + new String(payload, ISO_8859_1));
        }
      };

  private static byte[] frame(int first, String payload) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      out.writeByte(first);
      if (payload.length() < 126) out.writeByte(payload.length());
      else if (payload.length() < 65_536) {
        out.writeByte(126);
        out.writeShort(payload.length());
      } else {
        out.writeByte(127);
        out.writeLong(payload.length());
      }
      out.write(payload.getBytes(ISO_8859_1));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void put(byte[] bytes) throws IOException {
    frames.put(bytes, bytes.length, listener);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, MAX})
  void a_message_of_any_length_comes_whole(int length) throws IOException {
    var message = "x".repeat(length);
    put(frame(LAST | WebSocketFrames.TEXT, message));
    put(frame(LAST | WebSocketFrames.BINARY, "next"));
    assertThat(came).containsExactly(message, "next");
  }

  @Test
  void bytes_may_come_one_at_a_time_and_several_frames_at_once() throws IOException {
    var all = new ByteArrayOutputStream();
    all.writeBytes(frame(LAST | WebSocketFrames.TEXT, "one"));
    all.writeBytes(frame(LAST | WebSocketFrames.PING, "?"));
    all.writeBytes(frame(LAST | WebSocketFrames.TEXT, "y".repeat(300)));
    put(all.toByteArray());
    var together = List.copyOf(came);
    came.clear();
    for (byte each : all.toByteArray()) put(new byte[] {each});
    assertThat(came).isEqualTo(together).containsExactly("one", "9:?", "y".repeat(300));
  }

  @Test
  void parts_are_put_together_and_control_frames_may_come_between() throws IOException {
    put(frame(FIRST, "a"));
    put(frame(LAST | WebSocketFrames.PONG, ""));
    put(frame(NEXT, "b"));
    put(frame(LAST | NEXT, "c"));
    put(frame(LAST | WebSocketFrames.CLOSE, "\u0003\u00e8"));
    assertThat(came).containsExactly("10:", "abc", "8:\u0003\u00e8");
  }

  @ParameterizedTest
  @CsvSource({
    "0xC1, 0, reserved bits",
    "0x81, 0x80, mask",
    "0x83, 0, opcode 3",
    "0x8B, 0, opcode 11",
    "0x80, 0, no message",
    "0x09, 0, control",
    "0x89, 126, control"
  })
  void what_a_server_must_not_send_closes_with_1002(String first, String second, String why) {
    var bytes = new byte[] {Integer.decode(first).byteValue(), Integer.decode(second).byteValue()};
    broken(bytes, WebSocketFrames.WRONG, why);
  }

  @Test
  void a_message_within_another_closes_with_1002() throws IOException {
    put(frame(FIRST, "a"));
    broken(frame(LAST | WebSocketFrames.TEXT, "b"), WebSocketFrames.WRONG, "within another");
  }

  @Test
  void a_message_beyond_the_limit_closes_with_1009_before_it_has_come() throws IOException {
    put(frame(FIRST, "x".repeat(MAX - 1)));
    broken(new byte[] {(byte) LAST, 2}, WebSocketFrames.TOO_BIG, "at most 100000 bytes");
  }

  @Test
  void a_length_that_no_array_has_closes_with_1009() {
    var bytes = new byte[] {(byte) 0x81, 127, -1, -1, -1, -1, -1, -1, -1, -1};
    broken(bytes, WebSocketFrames.TOO_BIG, "a larger message");
  }

  private void broken(byte[] bytes, int code, String why) {
    assertThatThrownBy(() -> put(bytes))
        .hasMessageContaining(why)
        .isInstanceOfSatisfying(
            WebSocketFrames.Broken.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(came).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 7", "125, 131", "126, 134", "65535, 65543", "65536, 65550"})
  void ours_are_masked_and_whole(int length, int expected) {
    var payload = new byte[length];
    new Random(1).nextBytes(payload);
    var frame = WebSocketFrames.masked(WebSocketFrames.BINARY, payload, new Random(2));
    assertThat(frame).hasSize(expected);
    assertThat(frame[0]).isEqualTo((byte) 0x82);
    assertThat(frame[1] & 0x80).isEqualTo(0x80);
    int from = expected - length;
    for (int i = 0; i < length; i++) frame[from + i] ^= frame[from - 4 + i % 4];
    assertThat(frame).endsWith(payload);
  }
}
