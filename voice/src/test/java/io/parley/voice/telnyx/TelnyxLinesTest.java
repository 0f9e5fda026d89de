package io.parley.voice.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.parley.core.tenant.TenantId;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.telephony.SoundClaims;
import io.parley.voice.testing.ClaimedKeys;
import io.parley.voice.testing.MadeProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls of Telnyx in which nobody talks, by a clock of the test's own, against a server that
/// answers as Telnyx's Call Control does. Two nodes share one table.
class TelnyxLinesTest {
  private static final String CALL = "v3:abc";
  private static final String HANG_UP = "/v2/calls/v3%3Aabc/actions/hangup";
  private static final String STOP = "/v2/calls/v3%3Aabc/actions/streaming_stop";
  private static final String START = "/v2/calls/v3%3Aabc/actions/streaming_start";
  private static final String OK = "{\"data\":{\"result\":\"ok\"}}";
  private static final Duration SOUND_WITHIN = Duration.ofSeconds(70);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ManualTimer timer = new ManualTimer();
  private final ClaimedKeys keys = new ClaimedKeys();
  private final List<String> left = new ArrayList<>();
  private MadeProvider provider;
  private TelnyxLines lines;
  private TelnyxLines otherNode;

  @BeforeEach
  void start() throws IOException {
    provider = new MadeProvider(200, OK);
    lines = node();
    otherNode = node();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private TelnyxLines node() {
    return node((_, _) -> {});
  }

  private TelnyxLines node(TelnyxOthers others) {
    var settings =
        TelnyxSettings.from(
            ConfigFactory.parseString(
                    """
                    parley.telephony.telnyx {
                      api-key = s3cret, public-key = "ERERERERERERERERERERERERERERERERERERERERERE="
                      api = "%s"
                    }
                    """
                        .formatted(provider.api()))
                .withFallback(ConfigFactory.defaultReference()));
    return new TelnyxLines(
        new TelnyxCalls(settings, provider.http(), Runnable::run),
        new SoundClaims(keys),
        timer,
        SOUND_WITHIN,
        left::add,
        others);
  }

  private List<String> asked() {
    return provider.asked().stream().map(MadeProvider.Asked::uri).toList();
  }

  private void answer() {
    lines
        .answer(CALL, TenantId.DEFAULT, URI.create("wss://h/media"), "pass")
        .toCompletableFuture()
        .join();
    provider.asked().clear();
  }

  private static TelnyxEvent event(String type, String state) {
    return TelnyxEvent.read(
        """
        {"data":{"event_type":"%s","payload":{"call_control_id":"%s","client_state":"%s"}}}\
        """
            .formatted(type, CALL, state));
  }

  private static TelnyxEvent ours(String type) {
    return event(type, ClientState.answered(TenantId.DEFAULT));
  }

  private boolean begins(TelnyxLines node) {
    return node.begins(TenantId.DEFAULT, CALL).toCompletableFuture().join();
  }

  @Test
  void a_call_whose_sound_does_not_begin_in_time_is_hung_up() {
    answer();
    timer.pass(SOUND_WITHIN.minusMillis(1));
    assertThat(asked()).isEmpty();
    timer.pass(Duration.ofMillis(1));
    assertThat(asked()).containsExactly(HANG_UP);
    assertThat(begins(otherNode)).as("its sound comes too late").isFalse();
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void a_call_whose_sound_comes_to_another_node_goes_on() {
    answer();
    assertThat(begins(otherNode)).isTrue();
    timer.pass(SOUND_WITHIN.multipliedBy(2));
    assertThat(asked()).isEmpty();
  }

  @Test
  void a_node_that_dies_after_it_has_answered_is_replaced_by_one_that_gets_the_webhook() {
    answer();
    int before = timer.tasks();
    otherNode.follow(ours("call.answered"));
    otherNode.follow(ours("call.answered"));
    assertThat(timer.tasks()).as("once").isEqualTo(before + 1);
    timer.pass(SOUND_WITHIN);
    assertThat(asked()).contains(HANG_UP);
  }

  @Test
  void a_call_that_was_placed_is_waited_for_from_its_answer() {
    lines.follow(event("call.answered", ClientState.of(TenantId.DEFAULT, "0".repeat(32))));
    timer.pass(SOUND_WITHIN);
    assertThat(asked()).containsExactly(HANG_UP);
  }

  @Test
  void a_call_whose_sound_failed_is_hung_up_at_once_by_any_node() {
    answer();
    otherNode.follow(ours("streaming.failed"));
    assertThat(asked()).containsExactly(HANG_UP);
  }

  @Test
  void a_call_whose_sound_stopped_is_hung_up_unless_it_is_over() {
    answer();
    assertThat(begins(lines)).isTrue();
    lines.follow(ours("streaming.stopped"));
    assertThat(asked()).isEmpty();
    timer.pass(Duration.ofSeconds(5));
    assertThat(asked()).containsExactly(HANG_UP);

    otherNode.follow(ours("streaming.stopped"));
    otherNode.follow(ours("call.hangup"));
    timer.pass(Duration.ofSeconds(5));
    otherNode.follow(ours("streaming.stopped"));
    assertThat(timer.isSet()).as("late, of a call that is over").isFalse();
    assertThat(asked()).hasSize(1);
  }

  /// From the node that has the sound, which drains.
  private CompletableFuture<Void> moves() {
    answer();
    assertThat(begins(lines)).isTrue();
    var state = ClientState.answered(TenantId.DEFAULT);
    return lines.move(CALL, state, URI.create("wss://h/media"), "p.s").toCompletableFuture();
  }

  @Test
  void a_call_whose_sound_moves_is_hung_up_by_nobody() throws IOException {
    var moved = moves();
    assertThat(asked()).as("its stream has not ended yet").containsExactly(STOP);
    var state = JSON.readTree(provider.asked().getFirst().body()).path("client_state").asText();
    otherNode.follow(event("streaming.stopped", state));
    lines.soundStopped(CALL);
    assertThat(moved).isCompleted();
    assertThat(asked()).containsExactly(STOP, START);
    var start = JSON.readTree(provider.asked().getLast().body());
    assertThat(start.path("stream_url").asText()).isEqualTo("wss://h/media");
    assertThat(start.path("stream_auth_token").asText()).isEqualTo("p.s");
    assertThat(start.path("stream_bidirectional_mode").asText()).isEqualTo("rtp");
    assertThat(ClientState.owner(start.path("client_state").asText())).contains(TenantId.DEFAULT);
    lines.end(CALL);
    assertThat(begins(otherNode)).isTrue();
    assertThat(timer.isSet()).isFalse();
    assertThat(asked()).hasSize(2);
  }

  @Test
  void a_call_whose_sound_fails_at_its_new_node_is_hung_up_by_the_node_that_has_left_it() {
    var moved = moves();
    lines.soundStopped(CALL);
    assertThat(moved).isCompleted();
    lines.follow(ours("streaming.failed"));
    assertThat(asked()).containsExactly(STOP, START, HANG_UP);
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void a_call_that_has_moved_and_is_over_needs_no_hang_up_when_a_late_webhook_comes() {
    var _ = moves();
    lines.soundStopped(CALL);
    lines.follow(ours("call.hangup"));
    lines.follow(ours("streaming.failed"));
    assertThat(asked()).containsExactly(STOP, START);
  }

  @Test
  void a_stream_that_does_not_end_when_it_is_stopped_is_waited_for_for_two_seconds() {
    var moved = moves();
    timer.pass(Duration.ofSeconds(2));
    assertThat(moved).isCompleted();
    assertThat(asked()).containsExactly(STOP, START);
  }

  @Test
  void without_another_node_the_sound_of_a_call_stays() {
    lines =
        node(
            new TelnyxOthers() {
              @Override
              public void tell(TelnyxEvent.Target target, boolean answered) {
                throw new IllegalStateException("there is nobody");
              }

              @Override
              public boolean hasOthers() {
                return false;
              }
            });
    assertThat(moves()).isCompletedExceptionally();
    assertThat(asked()).isEmpty();
    lines.end(CALL);
    assertThat(asked()).containsExactly(HANG_UP);
  }

  @Test
  void a_call_whose_sound_has_stopped_and_does_not_begin_elsewhere_is_hung_up() {
    var moved = moves();
    provider.answers(500, "");
    lines.soundStopped(CALL);
    assertThat(moved).isCompletedExceptionally();
    assertThat(asked()).containsExactly(STOP, START, HANG_UP);
    provider.answers(200, OK);
    timer.pass(Duration.ofSeconds(1));
    assertThat(asked()).containsExactly(STOP, START, HANG_UP, HANG_UP);
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void a_call_whose_sound_cannot_move_is_hung_up_with_its_leg() {
    answer();
    provider.answers(500, "");
    var state = ClientState.answered(TenantId.DEFAULT);
    assertThat(lines.move(CALL, state, URI.create("wss://h/media"), "p.s"))
        .isCompletedExceptionally();
    provider.answers(200, OK);
    lines.end(CALL);
    assertThat(asked()).containsExactly(STOP, HANG_UP);
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void calls_of_other_programs_are_left_alone() {
    for (var type : List.of("call.answered", "streaming.failed", "streaming.stopped"))
      lines.follow(event(type, "aGF2ZSBhIG5pY2UgZGF5ID1d"));
    assertThat(timer.isSet()).isFalse();
    assertThat(asked()).isEmpty();
  }

  @Test
  void a_hang_up_that_fails_is_repeated_later_and_later() {
    provider.answers(502, "<html>");
    lines.end(CALL);
    lines.end(CALL);
    assertThat(asked()).as("one at a time").containsExactly(HANG_UP);
    timer.pass(Duration.ofSeconds(1));
    assertThat(asked()).hasSize(2);
    timer.pass(Duration.ofSeconds(1));
    assertThat(asked()).hasSize(2);
    provider.answers(200, OK);
    timer.pass(Duration.ofSeconds(1));
    assertThat(asked()).hasSize(3);
    assertThat(timer.isSet()).isFalse();
    assertThat(left).isEmpty();
  }

  @Test
  void a_call_that_is_over_needs_no_other_hang_up() {
    provider.answers(422, "{\"errors\":[{\"code\":\"90018\"}]}");
    lines.end(CALL);
    assertThat(asked()).hasSize(1);
    assertThat(timer.isSet()).isFalse();

    provider.answers(502, "<html>");
    lines.end(CALL);
    lines.follow(ours("call.hangup"));
    timer.pass(Duration.ofHours(1));
    assertThat(asked()).as("told by a webhook between two attempts").hasSize(2);
    assertThat(left).isEmpty();
  }

  @Test
  void a_call_that_cannot_be_ended_is_given_up_and_counted() {
    provider.answers(500, "");
    lines.end(CALL);
    timer.pass(Duration.ofHours(1));
    assertThat(asked()).hasSize(TelnyxLines.ATTEMPTS_MAX);
    assertThat(timer.isSet()).isFalse();
    assertThat(left).containsExactly("telnyx");
  }
}
