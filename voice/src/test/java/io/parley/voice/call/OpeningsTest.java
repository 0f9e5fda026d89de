package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/// When an answer is introduced, and by which words.
class OpeningsTest {
  private static final String LONG = "Your order is on its way to you.";

  private final Openings openings = new Openings(List.of("Alright.", "Okay."), "en");

  /// Everything that a voice was asked to make ahead.
  private final List<String> prepared = new ArrayList<>();

  /// @param late how long a clause takes; what `kept` names is in memory
  private record Voice(Duration late, List<String> kept, List<String> prepared)
      implements TextToSpeech {
    @Override
    public String name() {
      return "voice";
    }

    @Override
    public Duration readyIn(Utterance utterance) {
      return kept.contains(utterance.text()) ? Duration.ZERO : late;
    }

    @Override
    public void prepare(List<Utterance> utterances) {
      utterances.forEach(each -> prepared.add(each.language() + ": " + each.text()));
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      throw new UnsupportedOperationException("nothing is spoken here");
    }
  }

  private List<String> before(String first, int millis, String... kept) {
    var voice = voice(millis, kept);
    return openings.before(CallPlan.utterance(first, "en"), voice).stream().toList();
  }

  private Voice voice(int millis, String... kept) {
    return new Voice(Duration.ofMillis(millis), List.of(kept), prepared);
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
  void a_sentence_of_four_words_is_opened() {
    assertThat(before("I have changed it.", 301, "Alright.")).containsExactly("Alright.");
  }

  private List<String> beginning(String first, int millis, String... kept) {
    var voice = voice(millis, kept);
    return openings.beginning(CallPlan.utterance(first, "en"), voice).stream().toList();
  }

  @Test
  void an_answer_that_takes_its_time_begins_with_its_own_words_that_are_in_memory() {
    assertThat(beginning("Yes, we do.", 301, "Yes,")).containsExactly("Yes,");
    assertThat(beginning("I am sorry, it is sold out.", 301, "I am sorry,"))
        .containsExactly("I am sorry,");
    assertThat(beginning("Yes, we do.", 300, "Yes,")).as("heard soon").isEmpty();
    assertThat(beginning("Yes, we do.", 301)).as("not in memory").isEmpty();
    assertThat(beginning("Of course.", 301, "Of course.")).as("nothing follows").isEmpty();
    assertThat(beginning("Nobody, I think.", 301, "No,", "Yes,")).as("another word").isEmpty();
  }

  @Test
  void the_longest_beginning_is_said() {
    var answer = "Yes, of course. It is here.";
    assertThat(beginning(answer, 301, "Yes,", "Yes, of course."))
        .containsExactly("Yes, of course.");
    assertThat(beginning(answer, 301, "Yes,")).containsExactly("Yes,");
  }

  @Test
  void an_answer_that_begins_with_an_opening_has_no_other_before_it() {
    var answer = "Okay. I have changed it.";
    assertThat(beginning(answer, 301, "Alright.", "Okay.")).containsExactly("Okay.");
    assertThat(before(answer, 301, "Alright.", "Okay.")).isEmpty();
  }

  @Test
  void beginnings_are_made_ahead_in_english_alone() {
    var settings = CallSettings.from(ConfigFactory.parseResources("reference.conf").resolve());
    assertThat(settings.sayings("en")).contains("Yes,", "Of course.", "Alright.");
    assertThat(settings.sayings("de")).contains("In Ordnung.").doesNotContain("Ja,", "Yes,");
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
    assertThat(none.before(CallPlan.utterance(LONG, "en"), voice(1_000))).isEmpty();
  }

  @Test
  void a_voice_that_was_late_makes_them_once_in_the_language_of_the_call() {
    var german = new Openings(List.of("In Ordnung.", "Okay."), "de");
    german.prepare(voice(301));
    assertThat(prepared).as("nothing was late").isEmpty();
    german.before(CallPlan.utterance(LONG, "de"), voice(300));
    german.prepare(voice(300));
    assertThat(prepared).as("the voice is soon there").isEmpty();
    german.before(CallPlan.utterance(LONG, "de"), voice(301));
    assertThat(prepared).as("not before the answer is said").isEmpty();
    german.prepare(voice(301));
    german.prepare(voice(301));
    assertThat(prepared).containsExactly("de: In Ordnung.", "de: Okay.");
  }
}
