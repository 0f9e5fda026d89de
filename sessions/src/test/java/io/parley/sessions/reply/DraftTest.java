package io.parley.sessions.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Usage;
import io.parley.core.speech.mark.MarkedText;
import io.parley.core.speech.mark.SpokenMark;
import io.parley.core.speech.mark.SpokenMark.Kind;
import io.parley.core.tool.Json;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DraftTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String FACE = "\uD83D\uDE00";

  private final Draft draft = new Draft(NOON, 100, false);

  @Test
  void a_surrogate_pair_in_two_pieces_is_shown_whole() {
    draft.beginPart();
    assertThat(draft.append("a" + FACE.charAt(0), NOON).text()).isEqualTo("a");
    assertThat(draft.append(FACE.charAt(1) + "b", NOON).text()).isEqualTo(FACE + "b");
    assertThat(draft.text()).isEqualTo("a" + FACE + "b");
  }

  @Test
  void parts_are_paragraphs() {
    draft.beginPart();
    draft.append("Let me look.", NOON);
    draft.beginPart();
    assertThat(draft.append(" Found it.", NOON).text()).isEqualTo("\n\nFound it.");
    assertThat(draft.text()).isEqualTo("Let me look.\n\nFound it.");
  }

  @Test
  void a_repeated_part_keeps_the_parts_before_it() {
    draft.beginPart();
    draft.append("One.", NOON);
    draft.beginPart();
    draft.append("Tw", NOON);
    draft.dropPart();
    assertThat(draft.text()).isEqualTo("One.");
  }

  @Test
  void a_cut_off_part_continues_in_the_middle_of_its_sentence() {
    draft.beginPart();
    draft.append("One.", NOON);
    draft.beginPart();
    draft.append("Take two, but you mu", NOON);
    draft.goOn();
    assertThat(draft.part()).isEqualTo("Take two, but you");
    assertThat(draft.append(" must", NOON).text()).isEqualTo("must");
    draft.append(" never take three.", NOON);
    assertThat(draft.text()).isEqualTo("One.\n\nTake two, but you must never take three.");
    assertThat(draft.part()).isEqualTo("Take two, but you must never take three.");
  }

  @Test
  void a_continuation_can_be_repeated_without_its_beginning() {
    draft.beginPart();
    draft.append("Take two, but", NOON);
    draft.goOn();
    draft.append("but never", NOON);
    assertThat(draft.dropPart()).isTrue();
    assertThat(draft.text()).isEqualTo("Take two, ");
    assertThat(draft.goesOn()).isTrue();
    draft.beginPart();
    assertThat(draft.goesOn()).isFalse();
  }

  @Test
  void text_without_blanks_is_continued_as_it_is() {
    draft.beginPart();
    draft.append("毎日二錠", NOON);
    draft.goOn();
    draft.append("飲んでください。", NOON);
    assertThat(draft.text()).isEqualTo("毎日二錠飲んでください。");
  }

  @Test
  void a_draft_is_cut_at_its_limit_but_never_inside_a_surrogate_pair() {
    draft.beginPart();
    draft.append("x".repeat(99), NOON);
    assertThat(draft.append(FACE + "more", NOON).text()).isEmpty();
    assertThat(draft.isFull()).isTrue();
    assertThat(draft.length()).isEqualTo(99);
  }

  @Test
  void cited_sources_are_listed_once_best_first() {
    var uses =
        List.of(
            use(new Source("A", "a", 0.4), new Source("B", "b", 0.9)),
            use(new Source("A", "a", 0.6), new Source("C", "c", 0.1)));
    assertThat(draft.sources(uses)).extracting(Source::ref).containsExactly("b", "a", "c");
    draft.used(new Completion(List.of(), Citations.of(Set.of("a", "c")), usage(3)));
    assertThat(draft.sources(uses)).extracting(Source::ref).containsExactly("a", "c");
    assertThat(draft.sources(uses)).first().extracting(Source::score).isEqualTo(0.6);
  }

  @Test
  void a_reply_that_uses_none_of_what_was_found_lists_nothing() {
    draft.used(new Completion(List.of(), Citations.NONE, usage(3)));
    assertThat(draft.sources(List.of(use(new Source("A", "a", 0.4))))).isEmpty();
  }

  @Test
  void the_first_word_is_timed() {
    draft.beginPart();
    draft.append("Hi", NOON.plusMillis(12));
    draft.append(" there", NOON.plusMillis(20));
    assertThat(draft.firstTokenMillis(NOON.plusMillis(30))).isEqualTo(12);
    assertThat(draft.millis(NOON.plusMillis(30))).isEqualTo(30);
  }

  private static ToolUse use(Source... sources) {
    return new ToolUse(
        new ToolCall("1.1", "look", Json.EMPTY_OBJECT),
        ToolOutcome.succeeded(Json.NULL, List.of(sources)));
  }

  private static Usage usage(int input) {
    return new Usage("m", input, 1, 0, "EUR", false);
  }

  @Test
  void marks_of_a_spoken_reply_are_no_part_of_its_text() {
    var spoken = new Draft(NOON, 100, true);
    spoken.beginPart();
    assertThat(spoken.append("Order <say-as interpret-as=\"dig", NOON))
        .isEqualTo(MarkedText.plain("Order "));
    assertThat(spoken.append("its\">1042</say-as>", NOON))
        .isEqualTo(new MarkedText("1042", List.of(new SpokenMark(Kind.DIGITS, 0, 4))));
    spoken.append(" is <", NOON);
    assertThat(spoken.endPart()).isEqualTo(MarkedText.plain("<"));
    assertThat(spoken.marked())
        .isEqualTo(new MarkedText("Order 1042 is <", List.of(new SpokenMark(Kind.DIGITS, 6, 10))));
  }

  @Test
  void marks_go_with_the_words_that_are_dropped() {
    var spoken = new Draft(NOON, 100, true);
    spoken.beginPart();
    spoken.append("One.", NOON);
    spoken.beginPart();
    spoken.append("<break/><say-as interpret-as='digits'>12</say-as><", NOON);
    assertThat(spoken.marked().marks())
        .containsExactly(new SpokenMark(Kind.BREAK, 6, 6), new SpokenMark(Kind.DIGITS, 6, 8));
    spoken.dropPart();
    assertThat(spoken.marked()).isEqualTo(MarkedText.plain("One."));
    assertThat(spoken.endPart().isEmpty()).isTrue();
  }

  @Test
  void in_a_written_reply_marks_are_text() {
    draft.beginPart();
    assertThat(draft.append("<break/>", NOON)).isEqualTo(MarkedText.plain("<break/>"));
  }
}
