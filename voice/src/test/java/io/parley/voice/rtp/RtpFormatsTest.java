package io.parley.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.rtp.RtpFormat.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two ends that number the same sound differently, under manual time.
class RtpFormatsTest {
  private static final long TICK = Duration.ofMillis(20).toNanos();
  private static final Duration PRESS = Duration.ofMillis(100);
  private static final RtpFormat OURS = opus(111, 110);
  private static final RtpFormat THEIRS = opus(96, 97);

  private final List<LegEvent> keys = new ArrayList<>();
  private final RtpSession one = end(new RtpFormats(OURS, THEIRS), 1);
  private final RtpSession other = end(new RtpFormats(THEIRS, OURS), 2);
  private final RtpPacket packet = new RtpPacket();
  private long now;

  private static RtpFormat opus(int sound, int keys) {
    return new RtpFormat(SoundCodec.OPUS, sound, keys);
  }

  private static RtpFormat quiet(int comfort) {
    return new RtpFormat(SoundCodec.MU_LAW, 0, Optional.empty(), OptionalInt.of(comfort));
  }

  private static RtpSession end(RtpFormats formats, int ssrc) {
    return new RtpSession(
        formats,
        ssrc,
        new RtpSettings(
            JitterSettings.typical(formats.codec().clockRate()),
            Opus.JAVA,
            OpusSettings.typical(),
            Duration.ofSeconds(5),
            0,
            false),
        new Random(ssrc),
        0,
        Instant.EPOCH);
  }

  @BeforeEach
  void listen() {
    other.listen(keys::add);
  }

  /// Sends the packet that was made, if one was.
  ///
  /// @return its number; -1 without a packet
  private int send(RtpSession from, RtpSession to, int length) {
    now += TICK;
    if (length == 0) return -1;
    var bytes = Arrays.copyOf(from.packet(), length);
    packet.parse(bytes, 0, length);
    to.received(bytes, length, now);
    return packet.payloadType();
  }

  private int play(RtpSession from, RtpSession to) {
    return send(from, to, from.play(new short[SoundCodec.OPUS.frameSamples()], now));
  }

  private List<Integer> press(char key) {
    assertThat(one.press(key, PRESS)).isTrue();
    var numbers = new ArrayList<Integer>();
    for (int tick = 0; tick < 9; tick++) {
      numbers.add(play(one, other));
      other.hear(new short[SoundCodec.OPUS.frameSamples()], now);
    }
    return numbers.stream().filter(number -> number >= 0).distinct().toList();
  }

  @Test
  void each_end_sends_by_the_numbers_of_the_other_and_receives_by_its_own() {
    assertThat(play(one, other)).isEqualTo(96);
    assertThat(other.stats().received()).isEqualTo(1);
    assertThat(play(other, one)).isEqualTo(111);
    assertThat(one.stats().received()).isEqualTo(1);
    assertThat(press('7')).containsExactly(97);
    assertThat(keys).containsExactly(new LegEvent.Digit('7', PRESS));
  }

  @Test
  void an_end_that_sends_by_its_own_numbers_is_understood_as_well() {
    one.listen(keys::add);
    assertThat(play(one, one)).isEqualTo(96);
    assertThat(one.stats().received()).isEqualTo(1);
    one.press('7', PRESS);
    for (int tick = 0; tick < 9; tick++) {
      play(one, one);
      one.hear(new short[SoundCodec.OPUS.frameSamples()], now);
    }
    assertThat(keys).containsExactly(new LegEvent.Digit('7', PRESS));
  }

  @Test
  void a_number_that_both_ends_have_given_has_our_meaning() {
    var formats = new RtpFormats(opus(111, 110), opus(110, 96));
    assertThat(formats.content(111)).isEqualTo(Content.SOUND);
    assertThat(formats.content(110)).as("their number of sound").isEqualTo(Content.KEY);
    assertThat(formats.content(96)).isEqualTo(Content.KEY);
    assertThat(formats.content(97)).isEqualTo(Content.UNKNOWN);
  }

  @Test
  void keys_and_silence_that_we_have_not_named_are_not_understood() {
    var plain = new RtpFormats(new RtpFormat(SoundCodec.OPUS, 111), opus(96, 97));
    assertThat(plain.content(96)).isEqualTo(Content.SOUND);
    assertThat(plain.content(97)).isEqualTo(Content.UNKNOWN);
    var slow =
        new RtpFormat(
            SoundCodec.OPUS, 111, Optional.of(new RtpFormat.Keys(101, 8_000)), OptionalInt.empty());
    assertThat(new RtpFormats(slow, THEIRS).content(97))
        .as("of another clock")
        .isEqualTo(Content.UNKNOWN);
    var loud = new RtpFormats(new RtpFormat(SoundCodec.MU_LAW, 0), quiet(99));
    assertThat(loud.content(99)).isEqualTo(Content.UNKNOWN);
    assertThat(new RtpFormats(quiet(13), quiet(99)).content(99)).isEqualTo(Content.SILENCE);
  }

  @Test
  void numbers_that_the_other_end_no_longer_names_are_dropped() {
    var earlier = end(RtpFormats.both(THEIRS), 3);
    assertThat(play(earlier, one)).isEqualTo(96);
    assertThat(one.stats().received()).isEqualTo(1);
    one.send(opus(98, 99));
    assertThat(play(earlier, one)).isEqualTo(96);
    assertThat(one.stats().received()).isEqualTo(1);
    assertThat(play(one, one)).isEqualTo(98);
    assertThat(one.stats().received()).isEqualTo(2);
  }

  @Test
  void silence_has_a_number_for_each_direction() {
    var mine = end(new RtpFormats(quiet(13), quiet(99)), 3);
    var theirs = end(new RtpFormats(quiet(99), quiet(13)), 4);
    assertThat(send(mine, theirs, mine.rest(now))).isEqualTo(99);
    assertThat(send(theirs, mine, theirs.rest(now))).isEqualTo(13);
    var frame = new short[SoundCodec.MU_LAW.frameSamples()];
    for (var each : List.of(mine, theirs)) {
      each.hear(frame, now + Duration.ofSeconds(1).toNanos());
      assertThat(each.isQuiet()).isTrue();
    }
  }

  @Test
  void the_other_end_may_change_its_numbers_within_a_call() {
    one.send(opus(98, 99));
    assertThat(play(one, other)).isEqualTo(98);
    assertThat(press('7')).containsExactly(99);
    assertThat(play(other, one)).isEqualTo(111);
    assertThat(one.stats().received()).isEqualTo(1);
    one.send(new RtpFormat(SoundCodec.OPUS, 98));
    assertThat(one.press('7', PRESS)).as("there is no way for keys any more").isFalse();
  }

  @Test
  void a_press_goes_on_by_the_new_number() {
    assertThat(one.press('7', PRESS)).isTrue();
    assertThat(play(one, other)).isEqualTo(97);
    one.send(opus(96, 99));
    assertThat(play(one, other)).isEqualTo(99);
  }

  @Test
  void both_directions_have_one_codec() {
    assertThatThrownBy(() -> new RtpFormats(OURS, quiet(13)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: the same");
  }
}
