package io.parley.core.speech.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.mark.MarkReader;
import io.parley.core.speech.mark.MarkedText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkedTextSpokenTest {
  private static final String SAY_AS = "<say-as interpret-as=\"%s\">%s</say-as>";

  private static MarkedText marked(String text) {
    return new MarkReader().add(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en    | digits     | 2026       | two zero two six
          en    | digits     | 12-34      | one two, three four
          en    | characters | ab12       | A B one two
          en    | characters | x.y@z      | X dot Y at Z
          en    | telephone  | 5550199    | five five five, zero one nine nine
          en    | date       | 3/4        | third of April
          en-US | date       | 3/4        | fourth of March
          en    | date       | 2026-05-03 | third of May twenty twenty-six
          en    | time       | 0930       | nine thirty
          en    | time       | 9          | nine o'clock
          en    | currency   | €12.50     | twelve euros and fifty cents
          en    | currency   | a lot      | a lot
          de    | digits     | 1042       | eins null vier zwei
          de    | characters | ä-1        | Ä Bindestrich eins
          de    | time       | 1530       | fünfzehn Uhr dreißig
          es    | digits     | 1042       | uno cero cuatro dos
          """)
  void a_marked_part_is_read_as_its_mark_says(
      String language, String kind, String written, String spoken) {
    var form = SpokenForm.in(language);
    assertThat(form.of(marked("x " + SAY_AS.formatted(kind, written) + " y")))
        .isIn("x " + spoken + " y", "x the " + spoken + " y");
  }

  @Test
  void marks_around_anything_fail_nothing() {
    for (var language : List.of("en", "de", "es", "fr"))
      for (var kind : List.of("digits", "characters", "date", "time", "currency", "telephone"))
        for (var text :
            List.of("-", "+", " ", "€", "99/99", "2460", "é", "\ud83d\ude00", "()", "1-"))
          assertThat(SpokenForm.in(language).of(marked("a " + SAY_AS.formatted(kind, text))))
              .as("%s: %s", kind, text)
              .startsWith("a");
  }

  @Test
  void a_date_follows_the_words_before_it() {
    assertThat(SpokenForm.in("de").of(marked("am " + SAY_AS.formatted("date", "3.5."))))
        .isEqualTo(SpokenForm.in("de").of("am 3.5."));
  }

  @Test
  void the_rest_of_the_text_is_read_as_usual() {
    assertThat(SpokenForm.in("en").of(marked("20 of <break/>" + SAY_AS.formatted("digits", "31"))))
        .isEqualTo("twenty of three one");
  }
}
