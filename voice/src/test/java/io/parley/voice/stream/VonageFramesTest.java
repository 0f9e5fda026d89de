package io.parley.voice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.stream.MediaFormat.Encoding;
import io.parley.voice.stream.StreamFrames.Frame;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VonageFramesTest {
  private static final String CONNECTED =
      """
      {"event":"websocket:connected","content-type":"audio/l16;rate=%d","parley-call":"u1"}\
      """;

  private final VonageFrames frames = new VonageFrames();

  @Test
  void the_first_frame_names_call_and_format() {
    assertThat(frames.read(CONNECTED.formatted(16_000)))
        .isInstanceOfSatisfying(
            StreamEvent.Started.class,
            started -> {
              assertThat(started.call()).isEqualTo("u1");
              assertThat(started.format()).isEqualTo(new MediaFormat(Encoding.L16_LITTLE, 16_000));
            });
  }

  @Test
  void binary_frames_are_numbered_in_the_order_in_which_they_come() {
    frames.read(CONNECTED.formatted(8_000));
    assertThat(((StreamEvent.Media) frames.read(new byte[320])).chunk()).isEqualTo(1);
    assertThat(((StreamEvent.Media) frames.read(new byte[320])).chunk()).isEqualTo(2);
  }

  @Test
  void keys_have_a_length_and_notifications_are_marks() {
    frames.read(CONNECTED.formatted(16_000));
    assertThat(frames.read("{\"event\":\"websocket:dtmf\",\"digit\":\"5\",\"duration\":260}"))
        .isEqualTo(new StreamEvent.Pressed('5', Duration.ofMillis(260)));
    assertThat(frames.read("{\"event\":\"websocket:notify\",\"payload\":{\"name\":\"m3\"}}"))
        .isEqualTo(new StreamEvent.Marked("m3"));
    assertThat(frames.read("{\"event\":\"websocket:cleared\"}")).isEqualTo(new StreamEvent.Other());
  }

  @Test
  void sound_goes_out_in_bytes_and_all_else_in_texts() {
    assertThat(frames.media(new byte[] {1, 2}))
        .isInstanceOfSatisfying(
            Frame.Bytes.class, bytes -> assertThat(bytes.bytes()).containsExactly(1, 2));
    assertThat(frames.mark("m1"))
        .isEqualTo(new Frame.Text("{\"action\":\"notify\",\"payload\":{\"name\":\"m1\"}}"));
    assertThat(frames.clear()).isEqualTo(new Frame.Text("{\"action\":\"clear\"}"));
  }

  @Test
  void other_formats_sound_before_the_first_frame_and_a_second_one_are_refused() {
    assertThatThrownBy(() -> frames.read(new byte[640])).isInstanceOf(MalformedFrame.class);
    assertThatThrownBy(() -> frames.read(CONNECTED.formatted(44_100)))
        .isInstanceOf(MalformedFrame.class);
    assertThatThrownBy(() -> frames.read("{\"event\":\"websocket:dtmf\",\"digit\":\"1\"}"))
        .isInstanceOf(MalformedFrame.class);
    frames.read(CONNECTED.formatted(24_000));
    assertThatThrownBy(() -> frames.read(CONNECTED.formatted(24_000)))
        .isInstanceOf(MalformedFrame.class);
  }
}
