package io.parley.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Your order PL-10293 is late.       | Your order P L, 1 0 2 9 3 is late.
          en | Order #4711, please.               | Order 4 7 1 1, please.
          en | Order 1029384 was sent.            | Order 1 0 2 9 3 8 4 was sent.
          en | Code A7K9.                         | Code A 7 K 9.
          en | It costs €12.50.                   | It costs 12 euros 50.
          en | It costs $1,299.00 today           | It costs 1299 dollars today
          en | It costs 12000 EUR, or £1          | It costs 12000 euros, or 1 pound
          en | 3.05 € off                         | 3 euros 5 off
          en | 20% off & free                     | 20 percent off and free
          en | See https://www.example.com/help.  | See example dot com slash help.
          en | Write to my_help@example.co.uk     | Write to my underscore help at example dot co dot uk
          en | Call +49 170 1234567 now           | Call + 4 9, 1 7 0, 1 2 3 4 5 6 7 now
          en | Call 0800-555123.                  | Call 0 8 0 0, 5 5 5 1 2 3.
          en | No. I do not, e.g. today           | No. I do not, for example today
          en | It is No. 5 of 12                  | It is number 5 of 12
          en | It arrives on 5 May at 10:30       | It arrives on 5 May at 10:30
          en | You have 3 of 1,500 points         | You have 3 of 1,500 points
          en | **Good** news: `all` _well_ ~~ha~~ | Good news: all well ha
          en | [our page](https://example.com/x)  | our page
          en | # Title                            | Title
          en | - one thing                        | one thing
          en | Great 🎉 thanks                    | Great thanks
          en | I don't know                       | I don't know
          de | Das kostet 12,50 €.                | Das kostet 12 Euro 50.
          de | Das kostet 1.299,00 €              | Das kostet 1299 Euro
          de | z. B. unter beispiel.de/hilfe      | zum Beispiel unter beispiel Punkt de Schrägstrich hilfe
          de | Nr. 5, ca. 20 %                    | Nummer 5, circa 20 Prozent
          de | am 3. Mai 2026                     | am 3. Mai 2026
          es | Cuesta 12,50 €                     | Cuesta 12 euros 50
          fr | 20% sur exemple.fr                 | 20 pour cent sur exemple point fr
          xx | €5                                 | 5 euros
          """)
  void written_forms_become_spoken_words(String language, String text, String spoken) {
    assertThat(SpokenForm.in(language).of(text)).isEqualTo(spoken);
  }

  @Test
  void unreadable_text_becomes_blank() {
    assertThat(SpokenForm.in("en").of(" 🎉 **\n")).isBlank();
  }
}
