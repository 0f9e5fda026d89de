package io.parley.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.http.websocket.FrameRate;
import io.parley.http.websocket.WebSocketProtocol.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The small pure classes of the edge.
class SmallPartsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void the_frame_rate_allows_a_burst_and_then_a_steady_rate() {
    var rate = new FrameRate(2, 3, 0);
    assertThat(IntStream.range(0, 3).allMatch(_ -> rate.take(0))).isTrue();
    assertThat(rate.take(0)).isFalse();
    assertThat(rate.take(SECOND / 2)).isTrue();
    assertThat(rate.take(SECOND / 2)).isFalse();
    long later = 1_000 * SECOND;
    assertThat(IntStream.range(0, 4).filter(_ -> rate.take(later)).count()).isEqualTo(3);
  }

  @Test
  void answers_are_sent_in_the_order_of_commands() {
    var answers = new AnswerQueue();
    var first = answers.reserve();
    var second = answers.reserve();
    second.fill("2");
    assertThat(answers.poll()).isEmpty();
    first.fill("1");
    assertThat(answers.poll()).contains("1");
    assertThat(answers.poll()).contains("2");
    assertThat(answers.poll()).isEmpty();
    assertThat(answers.size()).isZero();
  }

  @Test
  void an_answer_that_an_event_awaits_overtakes_unknown_ones() {
    var answers = new AnswerQueue();
    var known = answers.reserve();
    var unknown = answers.reserve();
    var awaited = answers.reserve();
    known.fill("1");
    answers.fillNow(awaited, "3");
    assertThat(answers.poll()).contains("1");
    assertThat(answers.poll()).contains("3");
    assertThat(answers.poll()).isEmpty();
    unknown.fill("2");
    assertThat(answers.poll()).contains("2");
    assertThat(answers.size()).isZero();
  }

  @Test
  void held_frames_are_sent_before_the_next_event_and_before_closing() {
    var outbox = new SocketOutbox();
    outbox.hold("one");
    assertThat(outbox.poll()).isEmpty();
    outbox.add("pong");
    assertThat(outbox.poll()).contains(new Text("pong"));
    outbox.tell("two");
    assertThat(outbox.poll()).contains(new Text("one"));
    assertThat(outbox.poll()).contains(new Text("two"));
    outbox.hold("three");
    outbox.goodbye("bye", CloseReason.ENDED);
    assertThat(outbox.poll()).contains(new Text("three"));
    assertThat(outbox.poll()).contains(new Text("bye"));
  }

  @Test
  void an_echo_of_own_typing_is_expected_once_for_a_limited_time() {
    var typing = new OwnTyping();
    assertThat(typing.isEcho(0)).isFalse();
    typing.sent(0);
    assertThat(typing.isEcho(SECOND)).isTrue();
    assertThat(typing.isEcho(SECOND)).isFalse();
    typing.sent(2 * SECOND);
    assertThat(typing.isEcho(6 * SECOND)).isFalse();
  }

  @Test
  void close_codes_are_those_of_the_protocol() {
    assertThat(Arrays.stream(CloseReason.values()).mapToInt(CloseReason::code).distinct())
        .containsExactlyInAnyOrder(
            1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1013, 4401, 4404, 4408, 4409, 4429,
            4500);
  }

  @Test
  void a_wrong_setting_is_named_with_its_value_and_what_was_expected() {
    assertThatThrownBy(() -> new TextLimits(0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parley.http.text.said-max: 0 (expected: ≥ 1)");
  }
}
