package io.parley.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.voice.leg.LegEvent.Digit;
import io.parley.voice.rtp.KeyPresses.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Presses as packets, and what the other end makes of them.
class KeyPressesTest {
  private static final int TICKS = 160;
  private static final long FIRST = 0xffff_fe00L;

  /// One packet: its payload as numbers.
  private record Sent(boolean marker, long timestamp, int event, boolean end, int duration) {}

  private KeyPresses presses = new KeyPresses(TICKS, TICKS);
  private int keyTicks = TICKS;
  private int soundTicks = TICKS;
  private long timestamp = FIRST;
  private final List<Sent> sent = new ArrayList<>();

  @Test
  void a_press_grows_and_its_end_is_sent_three_times() {
    assertThat(presses.press('#', Duration.ofMillis(70))).isTrue();
    pass(10);
    assertThat(sent)
        .containsExactly(
            new Sent(true, FIRST, 11, false, 160),
            new Sent(false, FIRST, 11, false, 320),
            new Sent(false, FIRST, 11, false, 480),
            new Sent(false, FIRST, 11, true, 640),
            new Sent(false, FIRST, 11, true, 640),
            new Sent(false, FIRST, 11, true, 640));
  }

  @Test
  void the_next_press_waits_for_a_pause_of_80_ms() {
    presses.press('1', Duration.ofMillis(40));
    presses.press('1', Duration.ofMillis(40));
    assertThat(List.of(tick(), tick(), tick(), tick(), tick(), tick(), tick(), tick()))
        .containsExactly(
            Tick.DOWN,
            Tick.DOWN,
            Tick.REPEATED,
            Tick.REPEATED,
            Tick.PAUSE,
            Tick.PAUSE,
            Tick.DOWN,
            Tick.DOWN);
    assertThat(sent.getLast().timestamp()).isEqualTo(FIRST + 6 * TICKS);
  }

  @Test
  void a_press_longer_than_a_segment_continues_in_another() {
    presses.press('5', Duration.ofSeconds(9));
    pass(500);
    assertThat(sent).filteredOn(Sent::marker).hasSize(1);
    assertThat(sent).filteredOn(Sent::end).hasSize(3);
    assertThat(sent).extracting(Sent::duration).contains(0xffff).allMatch(each -> each > 0);
    assertThat(sent.getLast())
        .isEqualTo(new Sent(false, FIRST + 0xffff, 5, true, 450 * TICKS - 0xffff));
  }

  @Test
  void segments_beside_a_sound_of_another_clock_begin_by_the_clock_of_the_sound() {
    soundTicks = 960;
    presses = new KeyPresses(TICKS, soundTicks);
    presses.press('5', Duration.ofSeconds(9));
    pass(500);
    assertThat(sent.getLast())
        .isEqualTo(new Sent(false, FIRST + 6 * 0xffff, 5, true, 450 * TICKS - 0xffff));
  }

  @ParameterizedTest
  @CsvSource({"160, 160", "960, 960", "160, 960"})
  void every_length_is_heard_as_it_was_pressed(int ofKeys, int ofSound) {
    keyTicks = ofKeys;
    soundTicks = ofSound;
    presses = new KeyPresses(ofKeys, ofSound);
    for (int millis : new int[] {40, 60, 1_360, 1_380, 2_740, 8_180, 8_200, 8_220, 20_000}) {
      presses.press('D', Duration.ofMillis(millis));
      var heard = heard(millis / 20 + 40, _ -> false);
      assertThat(heard).hasSize(1);
      assertThat(heard.getFirst().key()).isEqualTo('D');
      // one that ends with a segment is told of by the next
      assertThat(heard.getFirst().length().toMillis()).isBetween((long) millis, millis + 20L);
    }
  }

  @Test
  void repeated_keys_arrive_in_spite_of_losses() {
    var random = new Random(4_733);
    for (int round = 0; round < 50; round++) {
      for (char key : "0011#*99".toCharArray()) presses.press(key, Duration.ofMillis(100));
      // no press loses all of its eight packets
      var heard = heard(120, number -> number % 8 != 3 && random.nextInt(10) < 3);
      assertThat(heard)
          .extracting(Digit::key)
          .containsExactly('0', '0', '1', '1', '#', '*', '9', '9');
    }
  }

  @Test
  void too_many_presses_are_refused() {
    for (int i = 0; i < 64; i++) assertThat(presses.press('1', Duration.ofMillis(40))).isTrue();
    assertThat(presses.press('1', Duration.ofMillis(40))).isFalse();
  }

  @Test
  void keys_and_lengths_are_checked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> presses.press('x', Duration.ofMillis(100)))
        .withMessage("not a key of a telephone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> presses.press('1', Duration.ofMillis(39)))
        .withMessage("length: PT0.039S (expected: PT0.04S to PT20S)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> presses.press('1', Duration.ofSeconds(21)));
  }

  private void pass(int ticks) {
    for (int i = 0; i < ticks; i++) tick();
  }

  private Tick tick() {
    var tick = presses.next(timestamp);
    timestamp += soundTicks;
    if (tick != Tick.DOWN && tick != Tick.REPEATED) return tick;
    var payload = new byte[KeyPresses.BYTES];
    presses.write(payload, 0);
    sent.add(
        new Sent(
            presses.isFirst(),
            presses.timestamp(),
            payload[0],
            payload[1] < 0,
            ((payload[2] & 0xff) << 8) | (payload[3] & 0xff)));
    assertThat(payload[1] & 0x3f).isEqualTo(10);
    return tick;
  }

  /// The keys that the other end hears of the packets of so many ticks.
  private List<Digit> heard(int ticks, IntPredicate loses) {
    var events = new TelephoneEvents(keyTicks * 50, soundTicks * 50);
    var heard = new ArrayList<Digit>();
    var packet = new RtpPacket();
    int number = 0;
    for (int i = 0; i < ticks; i++) {
      long now = i * 20_000_000L;
      var tick = tick();
      if (tick == Tick.DOWN || tick == Tick.REPEATED) {
        var bytes = new byte[RtpPacket.HEADER + KeyPresses.BYTES];
        RtpPacket.writeHeader(bytes, 0, presses.isFirst(), 101, number, presses.timestamp(), 1);
        presses.write(bytes, RtpPacket.HEADER);
        packet.parse(bytes, 0, bytes.length);
        if (!loses.test(number++)) events.take(packet, bytes, now).ifPresent(heard::add);
      }
      events.look(now).ifPresent(heard::add);
    }
    return heard;
  }
}
