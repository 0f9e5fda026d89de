package io.parley.core.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TalkTallyTest {
  private static final Instant BEGAN = Instant.parse("2026-11-25T12:00:00Z");

  private final TalkTally talk = new TalkTally(BEGAN);

  private static Instant at(double seconds) {
    return BEGAN.plusMillis(Math.round(seconds * 1_000));
  }

  @Test
  void who_spoke_for_how_long_and_how_fast() {
    talk.customerBegins(at(1));
    talk.customerEnds(at(4));
    talk.customerSaid("Where is my order 1042?");
    talk.agentBegins(at(5));
    talk.agentEnds(at(11));
    talk.agentSaid("It is on its way.");
    talk.agentSaid("It will be there on Monday.");
    var figures = talk.figures(at(20), 2, 1);
    assertThat(figures.customerSeconds()).isEqualTo(3);
    assertThat(figures.agentSeconds()).isEqualTo(6);
    assertThat(figures.customerWordsPerMinute()).hasValue(100);
    assertThat(figures.agentWordsPerMinute()).hasValue(110);
    assertThat(figures.silenceShare()).isEqualTo(0.55);
    assertThat(figures.lateTicks()).isEqualTo(2);
    assertThat(figures.underruns()).isEqualTo(1);
  }

  @Test
  void time_in_which_both_speak_is_not_silent_and_counts_once() {
    talk.agentBegins(at(0));
    talk.customerBegins(at(2));
    talk.customerEnds(at(4));
    talk.customerBegins(at(5));
    talk.agentEnds(at(6));
    talk.agentBegins(at(7));
    talk.customerEnds(at(8));
    talk.agentEnds(at(9));
    var figures = talk.figures(at(10), 0, 0);
    assertThat(figures.agentSeconds()).isEqualTo(8);
    assertThat(figures.customerSeconds()).isEqualTo(5);
    // silent is only the last second
    assertThat(figures.silenceShare()).isEqualTo(0.1);
  }

  @Test
  void who_speaks_as_the_call_ends_has_spoken_until_then() {
    talk.customerBegins(at(3));
    talk.agentBegins(at(4));
    var figures = talk.figures(at(5), 0, 0);
    assertThat(figures.customerSeconds()).isEqualTo(2);
    assertThat(figures.agentSeconds()).isEqualTo(1);
    assertThat(figures.silenceShare()).isEqualTo(0.6);
  }

  @Test
  void what_is_told_twice_or_out_of_turn_counts_once() {
    talk.customerEnds(at(1));
    talk.customerBegins(at(2));
    talk.customerBegins(at(3));
    talk.customerEnds(at(4));
    talk.customerEnds(at(5));
    assertThat(talk.figures(at(10), 0, 0).customerSeconds()).isEqualTo(2);
  }

  @Test
  void a_moment_of_speech_says_nothing_of_its_speed() {
    talk.customerBegins(at(1));
    talk.customerEnds(at(1.5));
    talk.customerSaid("Yes.");
    assertThat(talk.figures(at(3), 0, 0).customerWordsPerMinute())
        .isEqualTo(OptionalDouble.empty());
  }

  @Test
  void a_call_without_any_length_is_silent() {
    assertThat(talk.figures(at(0), 0, 0).silenceShare()).isEqualTo(1);
  }

  @Test
  void words_are_counted_with_their_inner_signs() {
    assertThat(TalkTally.words("")).isZero();
    assertThat(TalkTally.words(" … – !")).isZero();
    assertThat(TalkTally.words("It's 3.50, isn’t it? Größe zweiundvierzig.")).isEqualTo(6);
  }
}
