package io.parley.voice.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.codec.Opus;
import io.parley.voice.leg.Leg.Gone;
import io.parley.voice.socket.SocketLeg.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A leg whose socket and whose ticks are given by hand.
class SocketLegTest {
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final int TICKS = 100;

  private final Line line = new Line();
  private final SocketLeg leg =
      new SocketLeg(AudioCodec.PCM, line, new SocketLegSettings(SILENCE, Opus.NATIVE));
  private final short[] frame = new short[320];

  private static final class Line implements Socket {
    private final List<byte[]> sent = new ArrayList<>();
    private boolean takes = true;
    private int signs;
    private int forgotten;
    private int ended;
    private int left;

    @Override
    public boolean send(byte[] frame) {
      sent.add(frame);
      return takes;
    }

    @Override
    public void sign() {
      signs++;
    }

    @Override
    public void forget() {
      forgotten++;
    }

    @Override
    public void end() {
      ended++;
    }

    @Override
    public void leave() {
      left++;
    }
  }

  /// 20 ms of which every sample is this.
  private static byte[] sound(int sample) {
    var bytes = new byte[640];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = (byte) sample;
      bytes[i + 1] = (byte) (sample >> 8);
    }
    return bytes;
  }

  private boolean isGone() {
    return leg.gone().toCompletableFuture().isDone();
  }

  private Gone gone() {
    return leg.gone().toCompletableFuture().join();
  }

  @Test
  void the_time_without_a_frame_is_counted_in_ticks() {
    leg.received(sound(1));
    leg.hear(frame);
    assertThat(leg.silentFor()).isEqualTo(Duration.ofMillis(20));
    for (int i = 0; i < 49; i++) leg.hear(frame);
    assertThat(leg.silentFor()).isEqualTo(Duration.ofSeconds(1));
    leg.received(sound(1));
    assertThat(leg.silentFor()).isZero();
  }

  @Test
  void a_sign_of_life_is_sent_twice_a_second_where_there_is_no_sound() {
    for (int i = 0; i < 24; i++) leg.rest();
    assertThat(line.signs).isZero();
    leg.rest();
    assertThat(line.signs).isEqualTo(1);
    for (int i = 0; i < 24; i++) leg.rest();
    leg.play(frame);
    for (int i = 0; i < 24; i++) leg.rest();
    assertThat(line.signs).as("after sound").isEqualTo(1);
    leg.rest();
    assertThat(line.signs).isEqualTo(2);
  }

  @Test
  void a_draining_node_tells_the_other_end_to_reconnect() {
    leg.leave();
    assertThat(gone()).isEqualTo(Gone.CLOSED);
    assertThat(line.left).isEqualTo(1);
    assertThat(line.ended).isZero();
  }

  @Test
  void an_end_that_never_sends_is_lost_after_the_timeout() {
    for (int i = 1; i < TICKS; i++) assertThat(leg.hear(frame)).isFalse();
    assertThat(isGone()).isFalse();
    leg.hear(frame);
    assertThat(gone()).isEqualTo(Gone.LOST);
  }

  @Test
  void an_end_that_stops_sending_is_lost_after_the_timeout() {
    for (int i = 0; i < 3 * TICKS; i++) {
      leg.received(sound(i));
      leg.hear(frame);
    }
    // its last frame came a tick ago
    for (int i = 2; i < TICKS; i++) leg.hear(frame);
    assertThat(isGone()).isFalse();
    leg.hear(frame);
    assertThat(gone()).isEqualTo(Gone.LOST);
  }

  @Test
  void an_end_that_sends_silence_stays() {
    for (int i = 0; i < 10 * TICKS; i++) {
      leg.received(sound(0));
      leg.hear(frame);
    }
    assertThat(isGone()).isFalse();
  }

  @Test
  void invalid_frames_do_not_keep_it_alive() {
    for (int i = 0; i < TICKS; i++) {
      leg.received(new byte[0]);
      leg.received(new byte[641]);
      leg.hear(frame);
    }
    assertThat(gone()).isEqualTo(Gone.LOST);
    assertThat(leg.stats().received()).isZero();
  }

  @Test
  void sound_waits_for_three_frames_and_keeps_its_order() {
    leg.received(sound(1));
    leg.received(sound(2));
    assertThat(leg.hear(frame)).isFalse();
    leg.received(sound(3));
    for (int i = 1; i <= 3; i++) {
      assertThat(leg.hear(frame)).isTrue();
      assertThat(frame).containsOnly((short) i);
    }
    assertThat(leg.hear(frame)).isFalse();
    assertThat(leg.stats().concealed()).isOne();
  }

  @Test
  void ticks_without_sound_are_gaps_of_the_line() {
    leg.hear(frame);
    assertThat(counted()).as("before it has begun").isEqualTo(List.of(0L, 0L, 0L));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3; i++) leg.received(sound(1));
      for (int i = 0; i < 5; i++) leg.hear(frame);
    }
    assertThat(counted()).isEqualTo(List.of(6L, 4L, 2L));
    assertThat(leg.stats().line().orElseThrow().codec()).isEqualTo("L16");
    assertThat(leg.way()).isEqualTo("socket");
  }

  /// Ticks with sound, without, and gaps.
  private List<Long> counted() {
    var counts = leg.stats().line().orElseThrow();
    return List.of(counts.played(), counts.missing(), counts.runs());
  }

  @Test
  void the_older_part_of_a_burst_is_dropped() {
    for (int i = 1; i <= 20; i++) leg.received(sound(i));
    assertThat(leg.stats().late()).isZero();
    leg.received(sound(21));
    assertThat(leg.stats().late()).isEqualTo(18);
    leg.hear(frame);
    assertThat(frame).containsOnly((short) 19);
  }

  @Test
  void a_frame_that_is_too_short_is_filled_with_silence() {
    for (int i = 0; i < 3; i++) leg.received(new byte[] {5, 0, 9});
    Arrays.fill(frame, (short) 77);
    assertThat(leg.hear(frame)).isTrue();
    assertThat(frame[0]).isEqualTo((short) 5);
    assertThat(Arrays.copyOfRange(frame, 1, 320)).containsOnly((short) 0);
  }

  @Test
  void played_sound_is_sent_and_an_end_that_does_not_read_is_lost() {
    Arrays.fill(frame, (short) 3);
    leg.play(frame);
    assertThat(line.sent).singleElement().isEqualTo(sound(3));
    assertThat(isGone()).isFalse();
    line.takes = false;
    leg.play(frame);
    assertThat(gone()).isEqualTo(Gone.LOST);
  }

  @Test
  void closing_ends_the_connection_once() {
    leg.forget();
    leg.closed(Gone.HUNG_UP);
    leg.close();
    assertThat(gone()).isEqualTo(Gone.HUNG_UP);
    assertThat(line.forgotten).isOne();
    assertThat(line.ended).isOne();
  }

  @Test
  void settings() {
    var defaults = ConfigFactory.defaultReference();
    assertThat(SocketLegSettings.from(defaults))
        .isEqualTo(new SocketLegSettings(Duration.ofSeconds(30), Opus.NATIVE));
    var changed =
        ConfigFactory.parseString("parley.voice { socket.silence-max = 1h, opus.native = false }");
    assertThat(SocketLegSettings.from(changed.withFallback(defaults)))
        .isEqualTo(new SocketLegSettings(Duration.ofHours(1), Opus.JAVA));
    for (var wrong : List.of(Duration.ofMillis(999), Duration.ofHours(1).plusMillis(1)))
      assertThatThrownBy(() -> new SocketLegSettings(wrong, Opus.NATIVE))
          .hasMessage(
              "parley.voice.socket.silence-max: %dms (expected: 1s to 3600s)"
                  .formatted(wrong.toMillis()));
  }
}
