package io.parley.core.session;

import static io.parley.core.session.Commands.*;
import static io.parley.core.session.Events.*;
import static io.parley.core.session.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.party.Party;
import io.parley.core.quality.CallFigures;
import io.parley.core.quality.WordErrors;
import io.parley.core.session.AgentCommand.CheckWords;
import io.parley.core.session.Decision.Action.ArchiveSession;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.UsageEvent.CallMeasured;
import io.parley.core.session.UsageEvent.WordsChecked;
import io.parley.core.session.WordsCheck.Compared;
import io.parley.core.session.WordsCheck.NoSuchCall;
import io.parley.core.session.WordsCheck.NotSpoken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WordsCheckedTest {
  private static final Compared WORDS = new Compared("c1", "sip", 2, 1, new WordErrors(1, 8));

  private static CheckWords check(Compared words) {
    return new CheckWords("k1", Party.HUMAN, words, NOON);
  }

  private static WordsChecked checked() {
    return new WordsChecked("k1", Party.HUMAN, "c1", "sip", 2, 1, new WordErrors(1, 8), NOON);
  }

  @Test
  void what_a_person_has_compared_is_an_event_once() {
    given(started()).when(check(WORDS)).then(checked()).answers(2);
    given(started(), checked()).when(check(WORDS)).then().answers(2);
  }

  @Test
  void a_call_is_looked_at_after_its_session_has_ended_and_is_archived_with_it_again() {
    var after =
        given(started(), Events.ended("z"), archived())
            .when(check(WORDS))
            .then(checked(), new ArchiveSession())
            .afterwards();
    assertThat(after.ended().archived()).isEmpty();
    assertThat(after.pending()).containsExactly(new ArchiveSession());
    assertThat(after.when(archive(4)).then(archived()).afterwards().pending()).isEmpty();
  }

  @Test
  void it_is_no_question_and_changes_no_turn() {
    var before = given(started()).active();
    var after = given(started(), checked()).active();
    assertThat(after.turns()).isEqualTo(before.turns());
    assertThat(after.history()).isEqualTo(before.history());
    assertThat(after.usage()).isEqualTo(before.usage());
  }

  @Test
  void a_session_takes_so_many_comparisons_and_a_repeated_one_is_none() {
    var events = new ArrayList<SessionEvent>(List.of(started(), checked()));
    for (int i = 2; i < WordsCheck.COUNT_MAX; i++)
      events.add(new WordsChecked("k" + i, Party.HUMAN, "c1", "sip", 1, 1, WordErrors.NONE, NOON));
    assertThat(WordsCheck.isFull(events, "other")).isFalse();
    events.add(new WordsChecked("last", Party.HUMAN, "c1", "sip", 1, 1, WordErrors.NONE, NOON));
    assertThat(WordsCheck.isFull(events, "other")).isTrue();
    assertThat(WordsCheck.isFull(events, "k1")).isFalse();
  }

  // --- which words, and of which call ---------------------------------------------------------

  private static Said said(Party by, Modality how, String text, int second) {
    var at = NOON.plusSeconds(second);
    return new Said("m", by, text, Channel.PHONE, Optional.of(how), OptionalDouble.empty(), at);
  }

  private static Said spoken(String text, int second) {
    return said(Party.CUSTOMER, Modality.SPOKEN, text, second);
  }

  private static CallMeasured measured(String call, String way, int from, int to) {
    var figures = CallFigures.withoutSound(way, to - from, Optional.empty(), 0);
    return new CallMeasured(call + "-measured", call, figures, NOON.plusSeconds(to));
  }

  /// Two calls: the first one was lost, and the caller called again.
  private static final List<SessionEvent> CALLS =
      List.of(
          started(),
          spoken("where is my odor", 10),
          measured("c1", "sip", 0, 20),
          spoken("the order ten forty two", 110),
          said(Party.BOT, Modality.SPOKEN, "It is on its way.", 115),
          said(Party.CUSTOMER, Modality.KEYED, "1042#", 118),
          measured("c2", "twilio", 100, 130));

  @Test
  void the_words_of_one_call_are_compared() {
    assertThat(WordsCheck.of(CALLS, Optional.of("c1"), Map.of(2L, "Where is my order?")))
        .isEqualTo(new Compared("c1", "sip", 1, 0, new WordErrors(1, 4)));
  }

  @Test
  void without_a_name_it_is_the_newest_call() {
    assertThat(WordsCheck.of(CALLS, Optional.empty(), Map.of(4L, "The order ten forty-two.")))
        .isEqualTo(new Compared("c2", "twilio", 1, 1, new WordErrors(0, 5)));
  }

  @Test
  void words_of_another_call_keys_and_the_words_of_the_agent_are_not_compared() {
    for (long seq : new long[] {0, 1, 2, 3, 5, 6, 8})
      assertThat(WordsCheck.of(CALLS, Optional.of("c2"), Map.of(seq, "well")))
          .isEqualTo(new NotSpoken(seq));
  }

  @Test
  void a_call_without_figures_is_none() {
    assertThat(WordsCheck.of(CALLS, Optional.of("c3"), Map.of(4L, "well")))
        .isEqualTo(new NoSuchCall());
    assertThat(WordsCheck.of(List.of(started()), Optional.empty(), Map.of()))
        .isEqualTo(new NoSuchCall());
  }
}
