package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AudioFrameTest {
  @Test
  void a_frame_knows_its_time_in_the_stream() {
    var frame = new AudioFrame(new short[320], 16_000, 16_320);
    assertThat(frame.length()).isEqualTo(Duration.ofMillis(20));
    assertThat(frame.start()).isEqualTo(Duration.ofMillis(1_020));
    assertThat(frame.end()).isEqualTo(Duration.ofMillis(1_040));
  }

  @Test
  void a_stream_may_last_for_years() {
    long tenYears = 3_650L * 24 * 3_600 * 48_000;
    assertThat(new AudioFrame(new short[1], 48_000, tenYears).start())
        .isEqualTo(Duration.ofDays(3_650));
  }

  @Test
  void the_samples_are_handed_over_and_not_copied() {
    var samples = new short[] {1, 2, 3};
    assertThat(new AudioFrame(samples, 8_000, 0).samples()).isSameAs(samples);
  }

  @Test
  void frames_have_samples_a_known_rate_and_a_position() {
    assertThatThrownBy(() -> new AudioFrame(new short[0], 8_000, 0))
        .hasMessage("samples: 0 (expected: ≥ 1)");
    assertThatThrownBy(() -> new AudioFrame(new short[1], 44_100, 0))
        .hasMessage("sampleRate: 44100 (expected: 8000, 16000, 24000 or 48000)");
    assertThatThrownBy(() -> new AudioFrame(new short[1], 8_000, -1))
        .hasMessage("position: -1 (expected: ≥ 0)");
  }

  @Test
  void confidence_and_stability_are_between_0_and_1() {
    assertThat(Transcript.settled(" Hello. ", 0.5))
        .isEqualTo(new Transcript("Hello.", 0.5, 1, true, true));
    assertThatThrownBy(() -> Transcript.partial("x", 1.5, 0))
        .hasMessage("confidence: 1.5 (expected: 0 to 1)");
    assertThatThrownBy(() -> new Transcript("x", 1, 0.9, true, true))
        .hasMessageContaining("stability: 0.9");
    assertThatThrownBy(() -> new Transcript("x", 1, 1, false, true))
        .hasMessageContaining("of a partial transcript");
  }
}
