package io.parley.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void events_are_parsed_with_number_kind_id_and_turn() throws IOException {
    assertThat(
            Frame.of(
                "{\"type\":\"event\",\"seq\":7,\"at\":\"2026-01-01T12:00:00Z\",\"event\":{\"kind\":\"said\",\"id\":\"m1\",\"text\":\"hi\"}}"))
        .isEqualTo(
            new Frame.Event(
                7, "said", "m1", 0, "{\"kind\":\"said\",\"id\":\"m1\",\"text\":\"hi\"}"));
    assertThat(
            Frame.of(
                "{\"type\":\"event\",\"seq\":9,\"event\":{\"kind\":\"reply-completed\",\"turn\":3}}"))
        .isEqualTo(
            new Frame.Event(
                9, "reply-completed", "", 3, "{\"kind\":\"reply-completed\",\"turn\":3}"));
  }

  @Test
  void acceptances_and_rejections_are_distinguished() throws IOException {
    assertThat(Frame.of("{\"type\":\"accepted\",\"id\":\"m1\",\"seq\":7}"))
        .isEqualTo(new Frame.Accepted("m1", 7));
    assertThat(Frame.of("{\"type\":\"rejected\",\"problem\":{\"type\":\"/problems/busy\"}}"))
        .isEqualTo(new Frame.Rejected("/problems/busy"));
    assertThat(Frame.of("{\"type\":\"closing\",\"code\":4404}"))
        .isEqualTo(new Frame.Rejected("closing 4404"));
    assertThat(Frame.of("{\"type\":\"caught-up\",\"seq\":4}")).isEqualTo(new Frame.CaughtUp(4));
  }

  @Test
  void deltas_are_recognised_in_any_notation_and_other_frames_ignored() throws IOException {
    assertThat(Frame.of("{\"type\":\"delta\",\"turn\":1,\"from\":0,\"text\":\"x\"}"))
        .isSameAs(Frame.DELTA);
    assertThat(Frame.of("{\"turn\":1,\"type\":\"delta\"}")).isSameAs(Frame.DELTA);
    assertThat(Frame.of("{\"type\":\"typing\",\"by\":\"bot\"}")).isSameAs(Frame.OTHER);
    assertThat(Frame.of("{\"type\":\"draining\",\"reconnectAfterMs\":250}")).isSameAs(Frame.OTHER);
  }
}
