package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/// When an answer is introduced, and by which words.
class OpeningsTest {
  private static final String LONG = "Your order is on its way to you.";

  private final Openings openings = new Openings(List.of("Alright.", "Okay."), "en");

  /// @param late how long a clause takes; what `kept` names is in memory
  private record Voice(Duration late, List<String> kept) implements TextToSpeech {
    @Override
    public String name() {
      return "voice";
    }

    @Override
    public Duration readyIn(Utterance utterance) {
      return kept.contains(utterance.text()) ? Duration.ZERO : late;
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      throw new UnsupportedOperationException("nothing is spoken here");
    }
  }

  private List<String> before(String first, int millis, String... kept) {
    var voice = new Voice(Duration.ofMillis(millis), List.of(kept));
    return openings.before(CallPlan.utterance(first, "en"), voice).stream().toList();
  }

  @Test
  void longer_answers_that_take_their_time_are_opened_in_turn() {
    assertThat(before(LONG, 301, "Alright.", "Okay.")).containsExactly("Alright.");
    assertThat(before(LONG, 301, "Alright.", "Okay.")).containsExactly("Okay.");
    assertThat(before(LONG, 900, "Alright.", "Okay.")).containsExactly("Alright.");
  }

  @Test
  void an_answer_that_is_heard_soon_is_not_opened() {
    assertThat(before(LONG, 300, "Alright.", "Okay.")).isEmpty();
    assertThat(before(LONG, 900, LONG, "Alright.", "Okay.")).as("in memory").isEmpty();
  }

  @Test
  void a_short_answer_is_not_opened() {
    assertThat(before("Yes, on Monday.", 900, "Alright.", "Okay.")).isEmpty();
  }

  @Test
  void words_that_are_not_in_memory_are_not_said() {
    assertThat(before(LONG, 900)).isEmpty();
    assertThat(before(LONG, 900, "Alright.")).containsExactly("Alright.");
    assertThat(before(LONG, 900, "Alright.")).isEmpty();
  }

  @Test
  void without_words_no_answer_is_opened() {
    var none = new Openings(List.of(), "en");
    assertThat(
            none.before(
                CallPlan.utterance(LONG, "en"), new Voice(Duration.ofSeconds(1), List.of())))
        .isEmpty();
  }
}
