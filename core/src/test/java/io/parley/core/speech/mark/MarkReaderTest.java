package io.parley.core.speech.mark;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.fuzz.TextFuzz;
import io.parley.core.speech.mark.SpokenMark.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkReaderTest {
  private static final String MARKED =
      "Order <say-as interpret-as=\"digits\">1042</say-as> comes <break/>on <say-as"
          + " interpret-as='date'>3/4</say-as>, 2 < 3 <b>x</b>.";
  private static final MarkedText READ =
      new MarkedText(
          "Order 1042 comes on 3/4, 2 < 3 <b>x</b>.",
          List.of(
              new SpokenMark(Kind.DIGITS, 6, 10),
              new SpokenMark(Kind.BREAK, 17, 17),
              new SpokenMark(Kind.DATE, 20, 23)));

  private static MarkedText read(String... pieces) {
    var reader = new MarkReader();
    var text = new StringBuilder();
    var marks = new ArrayList<SpokenMark>();
    for (var piece : pieces) join(text, marks, reader.add(piece));
    join(text, marks, reader.finish());
    return new MarkedText(text.toString(), marks);
  }

  private static void join(StringBuilder text, List<SpokenMark> marks, MarkedText more) {
    marks.addAll(more.movedMarks(text.length()));
    text.append(more.text());
  }

  @Test
  void marks_are_taken_out_and_told_beside_the_text() {
    assertThat(read(MARKED)).isEqualTo(READ);
  }

  @Test
  void a_text_may_be_split_anywhere() {
    for (int at = 0; at <= MARKED.length(); at++)
      assertThat(read(MARKED.substring(0, at), MARKED.substring(at)))
          .as("split at %d", at)
          .isEqualTo(READ);
    assertThat(read(MARKED.split(""))).isEqualTo(READ);
  }

  @Test
  void no_piece_shows_a_part_of_a_mark() {
    var reader = new MarkReader();
    for (var piece : "<say-as interpret-as=\"time\">0930</say-as>".split("", -1))
      assertThat(reader.add(piece).text()).isIn("", "0930");
    assertThat(reader.finish().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<say-as interpret-as=\"digits\">1042",
        "<say-as interpret-as=\"digits\"></say-as>",
        "<say-as interpret-as=\"digits\">1<b>2</b></say-as>",
        "<say-as interpret-as=\"digits\">1\n2</say-as>",
        "<say-as interpret-as=\"shout\">1042</say-as>",
        "<say-as>1042</say-as>",
        "<SAY-AS interpret-as=\"digits\">1042</SAY-AS>",
        "1042</say-as>",
        "<break time=\"10s\"/>",
        "<break>",
        "<br/>",
        "<<<",
        "<",
        "a < b > c"
      })
  void other_things_in_angle_brackets_are_text(String text) {
    assertThat(read(text)).isEqualTo(MarkedText.plain(text));
    assertThat(read(text.split(""))).isEqualTo(MarkedText.plain(text));
  }

  @Test
  void a_part_of_more_than_100_characters_is_not_marked() {
    var most = "<say-as interpret-as=\"characters\">" + "a".repeat(100) + "</say-as>";
    assertThat(read(most).text()).isEqualTo("a".repeat(100));
    var more = most.replace("aa<", "aaa<");
    assertThat(read(more)).isEqualTo(MarkedText.plain(more));
    assertThat(read(more.split(""))).isEqualTo(MarkedText.plain(more));
  }

  @Test
  void an_unended_mark_within_another_one_is_text_and_the_inner_one_counts() {
    var open = "<say-as interpret-as=\"digits\">";
    assertThat(read(open + open + "12</say-as>"))
        .isEqualTo(
            new MarkedText(
                open + "12",
                List.of(new SpokenMark(Kind.DIGITS, open.length(), open.length() + 2))));
  }

  @Test
  void several_breaks_in_a_row_are_one() {
    assertThat(read("a<break/><break/> b", "<break/>", "<break /><break/>c").marks())
        .containsExactly(new SpokenMark(Kind.BREAK, 1, 1), new SpokenMark(Kind.BREAK, 3, 3));
  }

  @Test
  void more_marks_than_any_text_needs_are_taken_out_without_effect() {
    var read = read("<break/>x".repeat(MarkReader.MARKS_MAX + 1));
    assertThat(read.text()).isEqualTo("x".repeat(MarkReader.MARKS_MAX + 1));
    assertThat(read.marks()).hasSize(MarkReader.MARKS_MAX);
  }

  @Test
  void little_is_held_back_of_whatever_comes() {
    var reader = new MarkReader();
    int shown = 0;
    var hostile = "<say-as interpret-as=\"digits\">" + "1".repeat(5_000) + "<break".repeat(5_000);
    for (int at = 0; at < hostile.length(); at++) {
      shown += reader.add(hostile.substring(at, at + 1)).text().length();
      assertThat(at + 1 - shown).isLessThan(160);
    }
  }

  @Test
  void hostile_texts_are_the_same_in_one_piece_and_in_many() {
    var random = new Random(95);
    var any = TextFuzz.text(random, List.of("<break/>", "<say-as", "</say-as>", "<"));
    for (int i = 0; i < 300; i++) {
      var text = new StringBuilder();
      for (int part = random.nextInt(8); part >= 0; part--) {
        int from = random.nextInt(MARKED.length());
        text.append(MARKED, from, from + random.nextInt(MARKED.length() - from + 1));
        if (random.nextInt(4) == 0) text.append(any.apply(20));
      }
      assertThat(read(text.toString().split(""))).isEqualTo(read(text.toString()));
    }
  }
}
