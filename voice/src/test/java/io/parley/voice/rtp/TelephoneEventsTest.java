package io.parley.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.leg.LegEvent.Digit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Presses as telephones send them, at 8000 Hz, with a packet every 20 ms; under manual time.
class TelephoneEventsTest {
  private static final int PACKET = 160;
  private static final int POUND = 11;
  private static final boolean END = true;

  private TelephoneEvents events = new TelephoneEvents(8_000, 8_000);
  private final List<Digit> pressed = new ArrayList<>();
  private final RtpPacket packet = new RtpPacket();
  private long now = -1_000;
  private int sequence;
  private int ssrc = 1;

  @Test
  void a_press_is_reported_once_though_its_end_is_sent_three_times() {
    press(5, 1_000, 4);
    assertThat(pressed).isEmpty();
    for (int i = 0; i < 3; i++) packet(5, 1_000, 5 * PACKET, END);
    pass(1_000);
    assertThat(pressed).containsExactly(digit('5', 100));
  }

  @Test
  void the_same_key_twice_is_two_presses() {
    press(1, 1_000, 3);
    packet(1, 1_000, 4 * PACKET, END);
    press(1, 9_000, 2);
    packet(1, 9_000, 3 * PACKET, END);
    assertThat(pressed).containsExactly(digit('1', 80), digit('1', 60));
  }

  @Test
  void a_press_whose_ends_are_all_lost_is_over_after_200_ms() {
    press(POUND, 1_000, 4);
    pass(180);
    assertThat(pressed).isEmpty();
    pass(20);
    assertThat(pressed).containsExactly(digit('#', 80));
    packet(POUND, 1_000, 5 * PACKET, END);
    pass(1_000);
    assertThat(pressed).as("with an end that comes late").hasSize(1);
  }

  @Test
  void a_press_whose_ends_are_all_lost_is_over_when_the_next_begins() {
    press(1, 1_000, 4);
    press(2, 2_000, 1);
    assertThat(pressed).containsExactly(digit('1', 80));
    packet(3, 3_000, PACKET, END);
    assertThat(pressed).containsExactly(digit('1', 80), digit('2', 20), digit('3', 20));
  }

  @Test
  void a_press_with_only_its_end_is_reported() {
    packet(0, 1_000, 8 * PACKET, END);
    assertThat(pressed).containsExactly(digit('0', 160));
  }

  @Test
  void a_press_longer_than_a_segment_is_one_press() {
    packet(7, 1_000, 0xfff0, !END);
    packet(7, 1_000, 0xffff, !END);
    packet(7, 1_000 + 0xffff, PACKET, !END);
    packet(7, 1_000 + 0xffff, 2 * PACKET, END);
    packet(7, 1_000 + 0xffff, 2 * PACKET, END);
    assertThat(pressed)
        .containsExactly(new Digit('7', Duration.ofNanos((0xffff + 2 * PACKET) * 125_000L)));
  }

  @Test
  void packets_out_of_order_change_nothing() {
    press(1, 1_000, 3);
    packet(1, 1_000, PACKET, !END);
    packet(1, 1_000, 4 * PACKET, END);
    packet(1, 1_000, 2 * PACKET, !END);
    press(2, 5_000, 3);
    packet(1, 1_000, 4 * PACKET, END);
    packet(2, 5_000, 4 * PACKET, END);
    assertThat(pressed).containsExactly(digit('1', 80), digit('2', 80));
  }

  /// As baresip does.
  @Test
  void lengths_of_8_khz_come_with_timestamps_of_a_sound_of_48_khz() {
    events = new TelephoneEvents(8_000, 48_000);
    press(1, 1_000_000, 4);
    packet(1, 1_000_000, 5 * PACKET, END);
    press(1, 1_144_000, 2);
    packet(1, 1_144_000, 3 * PACKET, END);
    packet(1, 1_000_000, 5 * PACKET, END);
    pass(1_000);
    assertThat(pressed)
        .as("with an end that is 3 s late")
        .containsExactly(digit('1', 100), digit('1', 60));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void segments_beside_48_khz_may_follow_by_either_clock(int ratio) {
    events = new TelephoneEvents(8_000, 48_000);
    packet(7, 1_000, 0xffff, !END);
    packet(7, 1_000 + ratio * 0xffff, 4_000, !END);
    packet(7, 1_000 + ratio * (0xffff + 4_000), PACKET, END);
    assertThat(pressed)
        .containsExactly(new Digit('7', Duration.ofNanos((0xffff + 4_000 + PACKET) * 125_000L)));
  }

  @Test
  void timestamps_wrap_at_2_to_the_32() {
    press(1, 0xffff_ff00L, 2);
    packet(1, 0xffff_ff00L, 3 * PACKET, END);
    press(2, 0x1000, 2);
    packet(2, 0x1000, 3 * PACKET, END);
    assertThat(pressed).containsExactly(digit('1', 60), digit('2', 60));
  }

  @Test
  void another_stream_has_its_own_timestamps() {
    press(1, 90_000, 2);
    packet(1, 90_000, 3 * PACKET, END);
    press(2, 95_000, 2);
    ssrc = 2;
    press(3, 1_000, 2);
    packet(3, 1_000, 3 * PACKET, END);
    assertThat(pressed).containsExactly(digit('1', 60), digit('2', 40), digit('3', 60));
  }

  @Test
  void a_sender_may_restart_its_timestamps() {
    press(5, 5_000_000, 4);
    packet(5, 5_000_000, 5 * PACKET, END);
    press(6, 1_000, 4);
    packet(6, 1_000, 5 * PACKET, END);
    assertThat(pressed).containsExactly(digit('5', 100), digit('6', 100));
  }

  @Test
  void other_events_and_short_payloads_are_ignored() {
    packet(16, 1_000, PACKET, END);
    packet(255, 2_000, PACKET, END);
    take(3_000, new byte[] {5, (byte) 0x80, 0});
    pass(1_000);
    assertThat(pressed).isEmpty();
  }

  @Test
  void any_bytes_are_tolerated() {
    var random = new Random(4_733);
    var bytes = new byte[8];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(bytes);
      var payload = Arrays.copyOf(bytes, random.nextInt(9));
      take(random.nextInt() & 0xffff_ffffL, payload);
      if (random.nextInt(10) == 0) pass(random.nextInt(300));
    }
    assertThat(pressed)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.length().isNegative()).isFalse());
  }

  /// The beginning of a press.
  private void press(int event, long timestamp, int packets) {
    for (int i = 1; i <= packets; i++) packet(event, timestamp, i * PACKET, !END);
  }

  private void packet(int event, long timestamp, int duration, boolean isEnd) {
    take(
        timestamp,
        new byte[] {
          (byte) event, (byte) (isEnd ? 0x8a : 0x0a), (byte) (duration >> 8), (byte) duration
        });
    pass(20);
  }

  private void take(long timestamp, byte[] payload) {
    var bytes = new byte[RtpPacket.HEADER + payload.length];
    RtpPacket.writeHeader(bytes, 0, false, 101, sequence++, timestamp, ssrc);
    System.arraycopy(payload, 0, bytes, RtpPacket.HEADER, payload.length);
    assertThat(packet.parse(bytes, 0, bytes.length)).isEqualTo(RtpPacket.Parsed.RTP);
    events.take(packet, bytes, now).ifPresent(pressed::add);
  }

  /// A tick looks every 20 ms.
  private void pass(int millis) {
    for (int i = 0; i < millis; i += 20) {
      now += Duration.ofMillis(Math.min(20, millis - i)).toNanos();
      events.look(now).ifPresent(pressed::add);
    }
  }

  private static Digit digit(char key, int millis) {
    return new Digit(key, Duration.ofMillis(millis));
  }
}
