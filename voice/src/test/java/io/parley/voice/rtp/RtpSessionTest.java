package io.parley.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.sound.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two ends of a call that speak plain RTP with each other, without WebRTC, over a network of 30 ms
/// and under manual time.
class RtpSessionTest {
  private static final long TICK = Duration.ofMillis(20).toNanos();
  private static final long UNDERWAY = Duration.ofMillis(30).toNanos();
  private static final int SECOND = 50;
  private static final double FREQUENCY = 440;

  private long now = Duration.ofHours(1).toNanos();
  private int sent;
  private SoundCodec codec;

  @ParameterizedTest
  @EnumSource(SoundCodec.class)
  void sound_goes_through_every_codec(SoundCodec each) {
    var one = end(each, 1);
    var other = end(each, 2);
    var heard = talk(one, other, 2 * SECOND, _ -> false);
    assertThat(tone(heard).amplitude()).isCloseTo(8_000, within(1_000.0));
    assertThat(other.stats().lost()).isZero();
    assertThat(one.stats().received()).isZero();
  }

  @Test
  void lost_packets_are_counted_and_concealed() {
    var one = end(SoundCodec.MU_LAW, 1);
    var other = end(SoundCodec.MU_LAW, 2);
    talk(one, other, 2 * SECOND, number -> number == 30 || number == 60);
    assertThat(other.stats().lost()).isEqualTo(2);
    assertThat(other.stats().concealed()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void reports_give_the_round_trip() {
    var one = end(SoundCodec.A_LAW, 1);
    var other = end(SoundCodec.A_LAW, 2);
    talk(one, other, SECOND, _ -> false);
    assertThat(one.delay()).isZero();
    report(one, other, false);
    report(other, one, false);
    assertThat(one.delay()).isCloseTo(Duration.ofNanos(UNDERWAY), Duration.ofMillis(2));
  }

  @Test
  void only_the_played_streams_goodbye_is_reported() {
    var one = end(SoundCodec.MU_LAW, 1);
    var other = end(SoundCodec.MU_LAW, 2);
    talk(one, other, SECOND, _ -> false);
    assertThat(report(one, other, false)).isFalse();
    assertThat(report(one, other, true)).isTrue();
    assertThat(report(other, one, true)).as("a goodbye of a stream that was never heard").isFalse();
  }

  @Test
  void pressed_keys_are_reported_and_count_as_received() {
    var one = end(SoundCodec.MU_LAW, 1);
    var other = end(SoundCodec.MU_LAW, 2);
    var events = new ArrayList<LegEvent>();
    other.listen(events::add);
    talk(one, other, 10, _ -> false);
    int length = one.play(new short[codec.frameSamples()], now);
    var packet = Arrays.copyOf(one.packet(), RtpPacket.HEADER + 4);
    assertThat(length).isGreaterThan(packet.length);
    packet[1] = 101;
    System.arraycopy(new byte[] {9, 10, 1, 64}, 0, packet, RtpPacket.HEADER, 4);
    other.received(packet, packet.length, now + UNDERWAY);
    talk(one, other, 9, _ -> false);
    assertThat(events).isEmpty();
    talk(one, other, 3, _ -> false);
    assertThat(events).containsExactly(new LegEvent.Digit('9', Duration.ofMillis(40)));
    assertThat(other.stats().lost()).isZero();
  }

  @Test
  void keys_are_pressed_by_packets_while_sound_waits() {
    var one = end(SoundCodec.OPUS, 1);
    var other = end(SoundCodec.OPUS, 2);
    var events = new ArrayList<LegEvent>();
    other.listen(events::add);
    talk(one, other, 10, _ -> false);
    for (char key : "12#".toCharArray())
      assertThat(one.press(key, Duration.ofMillis(100))).isTrue();
    talk(one, other, SECOND, number -> number % 4 == 0);
    assertThat(events)
        .extracting(event -> ((LegEvent.Digit) event).key())
        .containsExactly('1', '2', '#');
    assertThat(other.stats().lost()).isPositive();
  }

  @Test
  void keys_of_8_khz_beside_opus_have_the_timestamps_of_the_sound() {
    codec = SoundCodec.OPUS;
    var format =
        new RtpFormat(codec, 111, Optional.of(new RtpFormat.Keys(101, 8_000)), OptionalInt.empty());
    var one = end(format, 1, false);
    var other = end(format, 2, false);
    var events = new ArrayList<LegEvent>();
    other.listen(events::add);
    talk(one, other, 10, _ -> false);
    var packet = new RtpPacket();
    packet.parse(one.packet(), 0, one.packet().length);
    long before = packet.timestamp();
    assertThat(one.press('#', Duration.ofMillis(100))).isTrue();
    var lengths = new ArrayList<Integer>();
    for (int tick = 0; tick < 9; tick++) {
      int length = one.play(new short[codec.frameSamples()], now);
      var bytes = Arrays.copyOf(one.packet(), length);
      if (length > 0) {
        packet.parse(bytes, 0, length);
        assertThat(packet.payloadType()).isEqualTo(101);
        assertThat(packet.timestamp()).isEqualTo((before + 960) & 0xffff_ffffL);
        lengths.add(((bytes[14] & 0xff) << 8) | (bytes[15] & 0xff));
      }
      other.received(bytes, length, now + UNDERWAY);
      now += TICK;
      other.hear(new short[codec.frameSamples()], now + UNDERWAY);
    }
    assertThat(lengths).isEqualTo(List.of(160, 320, 480, 640, 800, 800, 800));
    assertThat(events).containsExactly(new LegEvent.Digit('#', Duration.ofMillis(100)));
    one.play(new short[codec.frameSamples()], now);
    packet.parse(one.packet(), 0, one.packet().length);
    assertThat(packet.payloadType()).isEqualTo(111);
    assertThat(packet.timestamp()).isEqualTo((before + 10 * 960) & 0xffff_ffffL);
  }

  @Test
  void keys_are_pressed_while_there_is_no_sound() {
    var one = end(SoundCodec.MU_LAW, 1);
    var other = end(SoundCodec.MU_LAW, 2);
    var events = new ArrayList<LegEvent>();
    other.listen(events::add);
    one.press('7', Duration.ofMillis(60));
    for (int tick = 0; tick < 10; tick++) {
      int length = one.rest(now);
      if (length > 0) other.received(Arrays.copyOf(one.packet(), length), length, now);
      other.hear(new short[codec.frameSamples()], now);
      now += TICK;
    }
    assertThat(events).containsExactly(new LegEvent.Digit('7', Duration.ofMillis(60)));
  }

  @ParameterizedTest
  @EnumSource(
      value = SoundCodec.class,
      names = {"MU_LAW", "A_LAW", "G722"})
  void keys_are_tones_where_no_packets_were_negotiated(SoundCodec each) {
    codec = each;
    var plain = new RtpFormat(codec, codec.staticPayloadType());
    var one = end(plain, 1, true);
    var other = end(plain, 2, true);
    var events = new ArrayList<LegEvent>();
    other.listen(events::add);
    for (char key : "159#".toCharArray()) one.press(key, Duration.ofMillis(100));
    talk(one, other, SECOND, _ -> false);
    talk(one, other, 10, _ -> false);
    assertThat(events)
        .extracting(event -> ((LegEvent.Digit) event).key())
        .containsExactly('1', '5', '9', '#');
  }

  @Test
  void without_packets_and_tones_no_key_can_be_pressed() {
    codec = SoundCodec.MU_LAW;
    var one = end(new RtpFormat(codec, 0), 1, false);
    assertThat(one.press('1', Duration.ofMillis(100))).isFalse();
  }

  @Test
  void a_negotiated_silence_is_a_noise_and_no_loss() {
    codec = SoundCodec.MU_LAW;
    var quiet = new RtpFormat(codec, 0, Optional.empty(), OptionalInt.of(RtpFormat.COMFORT));
    var one = end(quiet, 1, false);
    var other = end(quiet, 2, false);
    talk(one, other, SECOND, _ -> false);
    int sentInSilence = 0;
    double power = 0;
    var frame = new short[codec.frameSamples()];
    for (int tick = 0; tick < SECOND; tick++) {
      int length = one.rest(now);
      if (length > 0) {
        sentInSilence++;
        other.received(Arrays.copyOf(one.packet(), length), length, now + UNDERWAY);
      }
      now += TICK;
      assertThat(other.hear(frame, now + UNDERWAY)).as("in tick %d", tick).isTrue();
      if (tick >= 10) for (short sample : frame) power += sample * sample;
    }
    assertThat(sentInSilence).isEqualTo(SECOND / 10);
    double loud = Math.sqrt(power / ((SECOND - 10) * frame.length));
    // 70 dB below full scale
    assertThat(loud).isBetween(9.0, 12.0);
    assertThat(other.stats().concealed()).isZero();
    var heard = talk(one, other, 2 * SECOND, _ -> false);
    assertThat(tone(heard).amplitude()).isCloseTo(8_000, within(1_000.0));
    assertThat(other.stats().lost()).isZero();
    assertThat(other.stats().concealed()).isZero();
  }

  @Test
  void a_lost_packet_of_a_silence_is_no_gap_in_the_sound() {
    codec = SoundCodec.A_LAW;
    var quiet = new RtpFormat(codec, 8, Optional.empty(), OptionalInt.of(RtpFormat.COMFORT));
    var one = end(quiet, 1, false);
    var other = end(quiet, 2, false);
    talk(one, other, SECOND, _ -> false);
    var frame = new short[codec.frameSamples()];
    int told = 0;
    for (int tick = 0; tick < 30; tick++) {
      int length = one.rest(now);
      // the first is heard, the others are lost
      if (length > 0 && told++ == 0)
        other.received(Arrays.copyOf(one.packet(), length), length, now + UNDERWAY);
      now += TICK;
      assertThat(other.hear(frame, now + UNDERWAY)).isTrue();
    }
    talk(one, other, SECOND, _ -> false);
    assertThat(other.stats().concealed()).isZero();
    assertThat(other.stats().lost()).isEqualTo(told - 1);
  }

  @Test
  void a_silence_without_packets_ends_in_silence() {
    var one = end(SoundCodec.MU_LAW, 1);
    var other = end(SoundCodec.MU_LAW, 2);
    talk(one, other, SECOND, _ -> false);
    var frame = new short[codec.frameSamples()];
    boolean sounds = true;
    for (int tick = 0; tick < 10; tick++) {
      assertThat(one.rest(now)).isZero();
      now += TICK;
      sounds = other.hear(frame, now + UNDERWAY);
    }
    assertThat(sounds).isFalse();
  }

  @Test
  void once_closed_it_neither_plays_nor_hears() {
    var one = end(SoundCodec.OPUS, 1);
    var other = end(SoundCodec.OPUS, 2);
    talk(one, other, 10, _ -> false);
    one.close();
    other.close();
    assertThat(one.play(new short[codec.frameSamples()], now)).isZero();
    other.hear(new short[codec.frameSamples()], now);
    one.close();
  }

  @Test
  void a_seal_may_add_the_announced_bytes() {
    var one = end(SoundCodec.MU_LAW, 1);
    int length = one.play(new short[SoundCodec.MU_LAW.frameSamples()], now);
    assertThat(one.packet()).hasSizeGreaterThanOrEqualTo(length + 20);
    var report = one.report(now, true, (_, size) -> size + 20);
    assertThat(report.remaining()).isEqualTo(one.report(now, true, (_, size) -> size).limit() + 20);
  }

  /// One end plays a tone, the other hears it.
  private short[] talk(RtpSession from, RtpSession to, int ticks, IntPredicate loses) {
    var heard = new short[ticks * codec.frameSamples()];
    var frame = new short[codec.frameSamples()];
    for (int tick = 0; tick < ticks; tick++) {
      for (int i = 0; i < frame.length; i++) {
        long at = (long) tick * frame.length + i;
        frame[i] = (short) (8_000 * Math.sin(2 * Math.PI * FREQUENCY * at / codec.sampleRate()));
      }
      int length = from.play(frame, now);
      if (!loses.test(sent++))
        to.received(Arrays.copyOf(from.packet(), length), length, now + UNDERWAY);
      now += TICK;
      Arrays.fill(frame, (short) 0);
      to.hear(frame, now + UNDERWAY);
      System.arraycopy(frame, 0, heard, tick * frame.length, frame.length);
    }
    return heard;
  }

  private boolean report(RtpSession from, RtpSession to, boolean saysGoodbye) {
    var report = from.report(now, saysGoodbye, (_, length) -> length);
    var bytes = new byte[report.remaining()];
    report.get(bytes);
    now += UNDERWAY;
    return to.reported(bytes, bytes.length, now);
  }

  private RtpSession end(SoundCodec spoken, int ssrc) {
    codec = spoken;
    int type = codec == SoundCodec.OPUS ? 111 : codec.staticPayloadType();
    return end(new RtpFormat(codec, type, 101), ssrc, false);
  }

  private RtpSession end(RtpFormat format, int ssrc, boolean keysInSound) {
    return new RtpSession(
        RtpFormats.both(format),
        ssrc,
        new RtpSettings(
            JitterSettings.typical(codec.clockRate()),
            Opus.NATIVE,
            OpusSettings.typical(),
            Duration.ofSeconds(5),
            20,
            keysInSound),
        new Random(ssrc),
        now,
        Instant.EPOCH);
  }

  private Tone tone(short[] heard) {
    // the second half: by then the delay is settled
    var settled = Arrays.copyOfRange(heard, heard.length / 2, heard.length);
    return Tone.of(settled, codec.sampleRate(), FREQUENCY);
  }
}
