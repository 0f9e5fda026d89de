package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.Transcript;
import io.parley.core.turn.Cadence;
import io.parley.core.turn.SpeechGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which recogniser listens, tick by tick in this thread.
class HearingTest {
  private static final int TICKS = 20;

  private final FakeEngines engines = new FakeEngines();
  private final List<String> told = new ArrayList<>();
  private final Ear ear =
      new Ear(
          FakeLeg.RATE,
          engines.detector(),
          SpeechGate.Settings.typical(FakeLeg.RATE),
          () -> false,
          System::nanoTime,
          new Unasked());

  @Test
  void a_late_recogniser_is_used_again_when_no_other_is_left() {
    engines.ears.getFirst().survives.set(1);
    var hearing = hearing();
    assertThat(hearing.change()).isTrue();
    says("One.");
    says("Two.");
    assertThat(told).containsExactly("1: One.", "1 failed");
    assertThat(hearing.change()).isTrue();
    assertThat(hearing.name()).contains("ear");
    assertThat(hearing.isCurrent(1)).as("what the old stream still says").isFalse();
    engines.ears.getFirst().survives.set(1);
    engines.script.clear();
    says("Three.");
    assertThat(told).endsWith("2: Three.");
  }

  @Test
  void a_recogniser_that_never_settled_a_word_is_not_used_again() {
    engines.ears.getFirst().survives.set(0);
    var hearing = hearing();
    assertThat(hearing.change()).isTrue();
    says("One.");
    assertThat(told).containsExactly("1 failed");
    assertThat(hearing.change()).isFalse();
    assertThat(hearing.name()).isEmpty();
  }

  @Test
  void untried_recognisers_come_first_and_reuse_needs_a_settled_word() {
    engines.ears.add(engines.new FakeEar("second"));
    engines.ears.forEach(each -> each.survives.set(1));
    engines.ears.getLast().survives.set(0);
    var hearing = hearing();
    hearing.change();
    says("One.");
    says("Two.");
    assertThat(hearing.change()).isTrue();
    assertThat(hearing.name()).contains("second");
    says("Three.");
    assertThat(hearing.change()).isTrue();
    assertThat(hearing.name()).contains("ear");
    engines.ears.getFirst().survives.set(0);
    says("Four.");
    assertThat(told).containsExactly("1: One.", "1 failed", "2 failed", "3 failed");
    assertThat(hearing.change()).isFalse();
  }

  @Test
  void what_is_expected_comes_with_the_end_of_speech() {
    var hearing = hearing();
    hearing.change();
    says("Hello.");
    hearing.expect(Expectation.DIGITS);
    says("One.");
    says("Two.");
    var ear = engines.ears.getFirst();
    assertThat(ear.expected)
        .containsExactly(Expectation.FREE, Expectation.DIGITS, Expectation.DIGITS);
    assertThat(ear.begun).containsExactly(Expectation.FREE);
  }

  @Test
  void a_recogniser_that_takes_hints_at_its_start_listens_anew_for_other_ones() {
    engines.ears.getFirst().takesHintsAtStart = true;
    var hearing = hearing();
    hearing.change();
    says("Hello.");
    hearing.expect(Expectation.DIGITS);
    hearing.expect(Expectation.DIGITS);
    assertThat(engines.ears.getFirst().begun).containsExactly(Expectation.FREE, Expectation.DIGITS);
    says("One.");
    assertThat(told).containsExactly("1: Hello.", "2: One.");
  }

  @Test
  void it_does_not_while_somebody_speaks() {
    engines.ears.getFirst().takesHintsAtStart = true;
    var hearing = hearing();
    hearing.change();
    hears(TICKS, FakeLeg.LOUD);
    hearing.expect(Expectation.DIGITS);
    assertThat(engines.ears.getFirst().begun).containsExactly(Expectation.FREE);
    engines.script.add(Transcript.settled("One.", 1));
    hears(TICKS, (short) 0);
    assertThat(told).containsExactly("1: One.");
  }

  private Hearing hearing() {
    return new Hearing(List.copyOf(engines.ears), "en", ear, new Told());
  }

  /// The customer says this, and is silent.
  private void says(String words) {
    engines.script.add(Transcript.settled(words, 1));
    hears(TICKS, FakeLeg.LOUD);
    hears(TICKS, (short) 0);
  }

  private void hears(int ticks, short sample) {
    for (int tick = 0; tick < ticks; tick++) {
      var frame = new short[FakeLeg.RATE / 50];
      Arrays.fill(frame, sample);
      ear.hear(frame);
    }
  }

  private final class Told implements Hearing.Listener {
    @Override
    public void transcript(int stream, Transcript transcript) {
      told.add(stream + ": " + transcript.text());
    }

    @Override
    public void failed(int stream, Throwable cause) {
      told.add(stream + " failed");
    }
  }

  private static final class Unasked implements Ear.Listener {
    @Override
    public void speechStarted(Duration ago) {
      // who listens does not depend on it
    }

    @Override
    public void speechEnded(Duration ago, Cadence cadence) {
      // nor on this
    }

    @Override
    public void speechSuspected(boolean suspected) {
      // nor on this
    }

    @Override
    public void deaf(Throwable cause) {
      throw new AssertionError(cause);
    }
  }
}
