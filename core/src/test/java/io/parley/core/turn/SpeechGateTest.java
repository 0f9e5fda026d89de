package io.parley.core.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.speech.SpeechDetector.Likelihood;
import io.parley.core.turn.SpeechGate.Change;
import io.parley.core.turn.SpeechGate.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechGateTest {
  /// Windows of 32 ms at 16 kHz: seven of them are more than 200 ms.
  private static final int WINDOW = 512;

  private SpeechGate gate = SpeechGate.closed(Settings.typical(16_000));
  private long position;

  @Test
  void speech_starts_after_enough_likely_windows_and_is_backdated() {
    assertThat(windows(0.1f, 10)).isEmpty();
    assertThat(windows(0.9f, 6)).isEmpty();
    assertThat(windows(0.9f, 1)).containsExactly(new Change(true, 10 * WINDOW));
    assertThat(gate.speaking()).isTrue();
    assertThat(windows(0.9f, 100)).isEmpty();
  }

  @Test
  void speech_ends_after_enough_silence_and_is_backdated() {
    windows(0.9f, 20);
    assertThat(windows(0.1f, 6)).isEmpty();
    assertThat(windows(0.1f, 1)).containsExactly(new Change(false, 20 * WINDOW));
    assertThat(gate.speaking()).isFalse();
  }

  @Test
  void clicks_are_not_speech_and_gaps_do_not_end_it() {
    assertThat(windows(0.9f, 3)).isEmpty();
    assertThat(windows(0.1f, 1)).isEmpty();
    assertThat(windows(0.9f, 6)).isEmpty();
    assertThat(windows(0.9f, 1)).containsExactly(new Change(true, 4 * WINDOW));
    assertThat(windows(0.1f, 6)).isEmpty();
    assertThat(windows(0.9f, 1)).isEmpty();
    assertThat(windows(0.1f, 6)).isEmpty();
  }

  @Test
  void undecided_windows_change_nothing() {
    assertThat(windows(0.6f, 100)).isEmpty();
    windows(0.9f, 20);
    assertThat(windows(0.6f, 100)).isEmpty();
    assertThat(gate.speaking()).isTrue();
  }

  @Test
  void speech_is_suspected_from_the_first_likely_window_until_it_is_certain() {
    windows(0.1f, 3);
    assertThat(gate.suspectsSpeech()).isFalse();
    windows(0.9f, 1);
    assertThat(gate.suspectsSpeech()).isTrue();
    windows(0.6f, 2);
    assertThat(gate.suspectsSpeech()).as("undecided").isTrue();
    windows(0.1f, 1);
    assertThat(gate.suspectsSpeech()).as("a click").isFalse();
    windows(0.9f, 6);
    assertThat(gate.suspectsSpeech()).isTrue();
    windows(0.9f, 1);
    assertThat(gate.suspectsSpeech()).as("certain").isFalse();
    windows(0.1f, 3);
    assertThat(gate.suspectsSpeech()).as("its end is none").isFalse();
  }

  @Test
  void settings_are_checked() {
    var ms = Duration.ofMillis(200);
    assertThatThrownBy(() -> new Settings(1.1, 0.5, ms, ms, 16_000))
        .hasMessage("threshold: 1.1 (expected: > 0 and ≤ 1)");
    assertThatThrownBy(() -> new Settings(0.5, 0.6, ms, ms, 16_000))
        .hasMessage("release: 0.6 (expected: > 0 and ≤ 0.5)");
    assertThatThrownBy(() -> new Settings(0.5, 0.4, Duration.ZERO, ms, 16_000))
        .hasMessage("start: 0s (expected: > 0s)");
    assertThatThrownBy(() -> new Settings(0.5, 0.4, ms, Duration.ZERO, 16_000))
        .hasMessage("stop: 0s (expected: > 0s)");
    assertThatThrownBy(() -> new Settings(0.5, 0.4, ms, ms, 0))
        .hasMessage("sampleRate: 0 (expected: ≥ 1)");
  }

  private List<Change> windows(float speech, int count) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < count; i++) {
      var passed = gate.pass(new Likelihood(position, WINDOW, speech));
      position += WINDOW;
      gate = passed.gate();
      passed.change().ifPresent(changes::add);
    }
    return changes;
  }
}
