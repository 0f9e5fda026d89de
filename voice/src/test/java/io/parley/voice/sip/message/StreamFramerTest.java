package io.parley.voice.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.sip.message.Parsed.Refused;
import io.parley.voice.sip.message.Parsed.Whole;
import io.parley.voice.sip.message.StreamFramer.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamFramerTest {
  private final StreamFramer framer = new StreamFramer(MessageLimits.DEFAULTS);

  private List<Frame> put(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    framer.put(bytes, bytes.length);
    var frames = new ArrayList<Frame>();
    for (var frame = framer.next(); frame.isPresent(); frame = framer.next())
      frames.add(frame.get());
    return frames;
  }

  private static String info(String id, String more, String body) {
    return """
    INFO sip:a@b.example SIP/2.0
    Via: SIP/2.0/TCP c.example;branch=z9hG4bKx
    From: <sip:c@c.example>;tag=1
    To: <sip:a@b.example>
    Call-ID: %s
    CSeq: 1 INFO
    %s
    """
            .formatted(id, more)
            .replace("\n", "\r\n")
        + "\r\n"
        + body;
  }

  private static SipMessage whole(Frame frame) {
    return ((Whole) ((Frame.Message) frame).parsed()).message();
  }

  @Test
  void messages_come_out_whole_however_the_bytes_come_in() {
    var text = info("1", "l: 3", "abc") + info("2", "l: 0", "") + info("3", "l: 2", "de");
    for (int i = 0; i < text.length() - 1; i++) {
      var frames = put(text.substring(i, i + 1));
      if (i == info("1", "l: 3", "abc").length() - 1) assertThat(frames).hasSize(1);
    }
    assertThat(put("e"))
        .singleElement()
        .satisfies(
            last -> {
              assertThat(whole(last).callId()).isEqualTo("3");
              assertThat(whole(last).body().text()).isEqualTo("de");
            });
    assertThat(put(text)).extracting(frame -> whole(frame).callId()).containsExactly("1", "2", "3");
  }

  @Test
  void two_line_ends_are_a_ping_and_one_is_passed_over() {
    assertThat(put("\r\n\r\n")).containsExactly(new Frame.Ping());
    assertThat(put("\r\n")).isEmpty();
    assertThat(put(info("1", "l: 0", "")).getFirst()).isInstanceOf(Frame.Message.class);
    assertThat(put("\r\n\r\n\r\n\r\n")).hasSize(2);
    assertThat(put("\r")).isEmpty();
    assertThat(put("\n\r")).isEmpty();
    assertThat(put("\n")).containsExactly(new Frame.Ping());
  }

  @Test
  void a_malformed_message_does_not_disturb_the_next_one() {
    var frames = put(info("1", "no colon\nl: 3", "abc") + info("2", "l: 0", ""));
    assertThat(((Frame.Message) frames.getFirst()).parsed()).isInstanceOf(Refused.class);
    assertThat(whole(frames.getLast()).callId()).isEqualTo("2");
  }

  @Test
  void without_a_length_the_stream_is_broken_and_nothing_more_is_read() {
    for (var length : List.of("A: b", "l: x", "l: 1\nl: 1", "l: 70000", "l: -1")) {
      var broken = new StreamFramer(MessageLimits.DEFAULTS);
      var bytes = info("1", length, "").getBytes(StandardCharsets.UTF_8);
      broken.put(bytes, bytes.length);
      var frame = (Frame.Broken) broken.next().orElseThrow();
      assertThat(frame.refused().response().orElseThrow().status())
          .isEqualTo(length.equals("l: 70000") ? 413 : 400);
      broken.put(bytes, bytes.length);
      assertThat(broken.next()).isEmpty();
    }
  }

  @Test
  void a_head_without_an_end_is_given_up_at_its_limit() {
    assertThat(put("A".repeat(32_767))).isEmpty();
    assertThat(put("A")).singleElement().isInstanceOf(Frame.Broken.class);
  }
}
