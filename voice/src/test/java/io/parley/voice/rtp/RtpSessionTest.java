package io.parley.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.voice.codec.OpusSettings;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.sound.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    return new RtpSession(
        new RtpFormat(
            codec, codec == SoundCodec.OPUS ? 111 : codec.staticPayloadType(), OptionalInt.of(101)),
        ssrc,
        new RtpSettings(
            JitterSettings.typical(codec.sampleRate()),
            OpusSettings.typical(),
            Duration.ofSeconds(5),
            20),
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
