package io.parley.voice.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.session.Channel;
import io.parley.voice.codec.G711;
import io.parley.voice.leg.Leg.Gone;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.stream.MediaFormat.Encoding;
import io.parley.voice.stream.StreamFrames.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A leg whose frames, ticks and clock are given by hand.
class StreamLegTest {
  private static final long MILLI = 1_000_000;
  private static final int FRAME = 160;

  private final List<String> sent = new ArrayList<>();
  private boolean takes = true;
  private int ended;
  private long now;

  private final StreamLeg.Socket socket =
      new StreamLeg.Socket() {
        @Override
        public boolean send(Frame frame) {
          sent.add(
              switch (frame) {
                case Frame.Text(var text) -> text;
                case Frame.Bytes binary -> "bytes " + binary.bytes().length;
              });
          return takes;
        }

        @Override
        public void end() {
          ended++;
        }
      };

  private final StreamLeg leg = leg(MediaFormat.TELEPHONE);
  private final short[] frame = new short[FRAME];

  private StreamLeg leg(MediaFormat format) {
    return new StreamLeg(format, JsonFrames.ofTelnyx(), socket, Duration.ofSeconds(2), () -> now);
  }

  /// 20 ms of which every sample is about this.
  private static byte[] sound(int sample) {
    var samples = new short[FRAME];
    Arrays.fill(samples, (short) sample);
    var bytes = new byte[FRAME];
    G711.MU_LAW.encode(samples, 0, FRAME, bytes, 0);
    return bytes;
  }

  private void came(long chunk) {
    leg.received(new StreamEvent.Media(chunk, sound((int) (1_000 * chunk))));
  }

  /// Which chunk sounds in the next tick; 0 for silence, -1 for a frame that is made up.
  private int heard() {
    long concealed = leg.stats().concealed();
    if (!leg.hear(frame)) return 0;
    if (leg.stats().concealed() > concealed) return -1;
    // past the place where real sound is faded in after a concealed frame
    return Math.round(frame[FRAME - 1] / 1_000f);
  }

  @Test
  void sound_waits_for_60_ms_and_then_flows() {
    came(1);
    came(2);
    assertThat(heard()).isZero();
    came(3);
    assertThat(List.of(heard(), heard(), heard(), heard())).containsExactly(1, 2, 3, 0);
    assertThat(leg.channel()).isEqualTo(Channel.PHONE);
  }

  @Test
  void pieces_out_of_order_and_doubled_are_played_in_order_and_once() {
    for (int chunk : new int[] {2, 1, 1, 4, 3, 3, 5}) came(chunk);
    assertThat(List.of(heard(), heard(), heard(), heard(), heard(), heard()))
        .containsExactly(1, 2, 3, 4, 5, 0);
    assertThat(leg.stats().late()).isEqualTo(2);
  }

  @Test
  void a_missing_piece_is_waited_for_while_sound_is_left_and_then_concealed() {
    for (int chunk : new int[] {1, 2, 3, 5, 6}) came(chunk);
    assertThat(List.of(heard(), heard(), heard())).containsExactly(1, 2, 3);
    assertThat(List.of(heard(), heard(), heard())).containsExactly(-1, 5, 6);
    came(4);
    assertThat(leg.stats().late()).as("too late").isEqualTo(1);
    assertThat(leg.stats().lost()).isEqualTo(1);
  }

  @Test
  void concealed_frames_and_silence_are_gaps_of_the_line() {
    for (int chunk : new int[] {1, 2, 3, 5, 6}) came(chunk);
    for (int i = 0; i < 8; i++) heard();
    var counts = leg.stats().line().orElseThrow();
    assertThat(List.of(counts.played(), counts.missing(), counts.runs()))
        .containsExactly(5L, 3L, 2L);
    assertThat(counts.codec()).isEqualTo("PCMU");
    assertThat(leg.way()).isEqualTo("telnyx");
  }

  @Test
  void a_missing_piece_is_given_up_when_many_have_overtaken_it() {
    came(1);
    for (int chunk = 3; chunk <= 10; chunk++) came(chunk);
    assertThat(leg.stats().lost()).isZero();
    came(11);
    assertThat(leg.stats().lost()).isEqualTo(1);
    assertThat(List.of(heard(), heard(), heard())).containsExactly(1, -1, 3);
  }

  @Test
  void a_burst_is_shortened_so_that_its_delay_does_not_stay() {
    for (int chunk = 1; chunk <= 21; chunk++) came(chunk);
    assertThat(heard()).isEqualTo(19);
  }

  @Test
  void a_jump_of_the_numbers_conceals_a_moment_only() {
    for (int chunk = 1; chunk <= 3; chunk++) came(chunk);
    leg.received(new StreamEvent.Media(Long.MAX_VALUE - 1, sound(7_000)));
    assertThat(List.of(heard(), heard(), heard())).containsExactly(1, 2, 3);
    for (int tick = 0; tick < 5; tick++) assertThat(heard()).isEqualTo(-1);
    assertThat(heard()).isEqualTo(7);
  }

  @Test
  void pieces_need_not_be_20_ms_long() {
    var all = new byte[3 * FRAME];
    for (int i = 0; i < 3; i++) System.arraycopy(sound(1_000 * (i + 1)), 0, all, i * FRAME, FRAME);
    leg.received(new StreamEvent.Media(1, Arrays.copyOf(all, 250)));
    leg.received(new StreamEvent.Media(2, Arrays.copyOfRange(all, 250, 480)));
    leg.received(new StreamEvent.Media(3, new byte[0]));
    assertThat(List.of(heard(), heard(), heard(), heard())).containsExactly(1, 2, 3, 0);
  }

  @Test
  void linear_sound_is_read_in_the_byte_order_of_its_provider() {
    var wide = leg(new MediaFormat(Encoding.L16, 16_000));
    var little = leg(new MediaFormat(Encoding.L16_LITTLE, 16_000));
    var samples = new short[320];
    for (var each : List.of(wide, little)) {
      for (int chunk = 1; chunk <= 3; chunk++) {
        var bytes = new byte[640];
        bytes[each == wide ? 1 : 0] = 7;
        each.received(new StreamEvent.Media(chunk, bytes));
      }
      assertThat(each.hear(samples)).isTrue();
      assertThat(samples[0]).isEqualTo((short) 7);
    }
  }

  @Test
  void sound_goes_out_with_a_mark_at_its_start_each_200_ms_and_at_its_end() {
    for (int tick = 0; tick < 12; tick++) leg.play(frame);
    leg.rest();
    leg.rest();
    assertThat(marks()).containsExactly("m1", "m2", "m3");
    assertThat(sent).hasSize(15);
    assertThat(sent.get(0)).contains("\"media\"");
    assertThat(sent.get(1)).contains("\"m1\"");
    assertThat(sent.get(12)).contains("\"m2\"");
    assertThat(sent.getLast()).contains("\"m3\"");
  }

  private List<String> marks() {
    return sent.stream()
        .filter(text -> text.contains("\"mark\""))
        .map(text -> text.replaceAll(".*\"name\":\"(m[0-9]+)\".*", "$1"))
        .toList();
  }

  @Test
  void the_delay_is_what_the_provider_confirms() {
    assertThat(leg.delay()).isEqualTo(Marks.ASSUMED);
    leg.play(frame);
    now = 90 * MILLI;
    leg.received(new StreamEvent.Marked("m1"));
    assertThat(leg.delay()).isEqualTo(Duration.ofMillis(90));
  }

  @Test
  void sound_that_the_provider_has_not_confirmed_does_not_count_as_heard() {
    leg.play(frame);
    now = 50 * MILLI;
    leg.received(new StreamEvent.Marked("m1"));
    for (int tick = 0; tick < 10; tick++) leg.play(frame);
    now = 1_050 * MILLI;
    assertThat(leg.delay()).as("since the second mark went out").isEqualTo(Duration.ofSeconds(1));
    leg.received(new StreamEvent.Marked("unknown"));
    assertThat(leg.delay()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void marks_that_come_back_because_sound_was_cleared_confirm_nothing() {
    leg.play(frame);
    now = 60 * MILLI;
    leg.received(new StreamEvent.Marked("m1"));
    for (int tick = 0; tick < 10; tick++) leg.play(frame);
    leg.forget();
    assertThat(sent.getLast()).contains("\"clear\"");
    now = 61 * MILLI;
    leg.received(new StreamEvent.Marked("m2"));
    assertThat(leg.delay()).isEqualTo(Duration.ofMillis(60));
  }

  @Test
  void a_far_end_that_never_confirms_does_not_fill_the_memory() {
    for (int tick = 0; tick < 10_000; tick++) leg.play(frame);
    assertThat(marks()).hasSize(256);
  }

  @Test
  void keys_are_events_of_the_leg() {
    var events = new ArrayList<LegEvent>();
    leg.listen(events::add);
    leg.received(new StreamEvent.Pressed('7', Duration.ofMillis(120)));
    assertThat(events).containsExactly(new LegEvent.Digit('7', Duration.ofMillis(120)));
  }

  @Test
  void the_leg_ends_when_the_provider_stops_the_stream() {
    leg.received(new StreamEvent.Stopped());
    assertThat(leg.gone().toCompletableFuture()).isCompletedWithValue(Gone.HUNG_UP);
  }

  @Test
  void an_end_that_sends_nothing_or_reads_nothing_is_lost() {
    for (int tick = 1; tick < 100; tick++) leg.hear(frame);
    assertThat(leg.gone().toCompletableFuture()).isNotDone();
    assertThat(leg.silentFor()).isEqualTo(Duration.ofMillis(1_980));
    leg.hear(frame);
    assertThat(leg.gone().toCompletableFuture()).isCompletedWithValue(Gone.LOST);
    var other = leg(MediaFormat.TELEPHONE);
    takes = false;
    other.play(frame);
    assertThat(other.gone().toCompletableFuture()).isCompletedWithValue(Gone.LOST);
  }

  @Test
  void closing_ends_the_socket() {
    leg.close();
    assertThat(ended).isEqualTo(1);
    assertThat(leg.gone().toCompletableFuture()).isCompletedWithValue(Gone.CLOSED);
  }

  @Test
  void a_leg_that_leaves_ends_its_socket_when_the_provider_has_its_new_instructions() {
    var told = new CompletableFuture<Void>();
    leg.leavesBy(() -> told);
    leg.leave();
    assertThat(ended).isZero();
    assertThat(leg.gone().toCompletableFuture()).isNotDone();
    told.complete(null);
    assertThat(ended).isEqualTo(1);
    assertThat(leg.gone().toCompletableFuture().join()).isEqualTo(Gone.CLOSED);
  }

  @Test
  void a_leg_that_cannot_leave_ends() {
    leg.leave();
    assertThat(ended).isEqualTo(1);
    var other = leg(MediaFormat.TELEPHONE);
    other.leavesBy(() -> CompletableFuture.failedStage(new IllegalStateException("no account")));
    other.leave();
    assertThat(ended).isEqualTo(2);
  }

  @Test
  void keys_go_as_tones_in_place_of_the_sound_and_in_silence() {
    assertThat(leg.press('5', Duration.ofMillis(40))).isTrue();
    leg.play(new short[FRAME]);
    for (int tick = 0; tick < 5; tick++) leg.rest();
    assertThat(sent.stream().filter(text -> text.contains("\"media\"")))
        .as("two ticks and their pause of four")
        .hasSize(6);
    leg.rest();
    assertThat(sent.stream().filter(text -> text.contains("\"media\""))).hasSize(6);
    leg.closed(Gone.HUNG_UP);
    assertThat(leg.press('5', Duration.ofMillis(40))).isFalse();
  }
}
