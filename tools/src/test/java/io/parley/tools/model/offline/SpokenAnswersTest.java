package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.tools.fake.Shop;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Replies of the offline agent in a call, in the sample shop.
class SpokenAnswersTest {
  private static final String OWNER_OF_1042 = "c-0037";

  private final Shop shop = new Shop();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          How do I send shoes back?                  | Our article "       | Shall I go on?           | yes please
          Wie schicke ich Schuhe zurück?             | In unserem Artikel  | Soll ich weitersprechen? | ja, weiter
          ¿Dónde están sus tiendas, y cuándo abren?  | En nuestro artículo | ¿Sigo?                   | sí, por favor
          """)
  void two_sentences_are_followed_by_an_offer_and_a_yes_by_the_next(
      String question, String beginning, String offer, String yes) {
    var chat = shop.chat().aloud();
    var first = chat.says(question);
    assertThat(first.text()).startsWith(beginning).endsWith(offer).doesNotContain("**", "> ");
    assertThat(Sentences.of(first.text())).hasSizeLessThanOrEqualTo(4);
    var next = chat.says(yes);
    assertThat(next.text()).isNotBlank().doesNotStartWith(beginning);
    for (var sentence : Sentences.of(next.text()))
      if (!sentence.equals(offer)) assertThat(first.text()).doesNotContain(sentence);
    assertThat(next.cited()).isEqualTo(first.cited());
    if (!next.text().endsWith(offer)) assertThat(chat.says(yes).text()).isNotBlank();
  }

  @Test
  void an_offer_that_was_not_heard_to_its_end_is_taken_up_too() {
    var whole = shop.chat().aloud().says("How do I send shoes back?").text();
    var chat =
        shop.chat()
            .aloud()
            .after(
                new Customer("How do I send shoes back?"),
                new Assistant(whole.substring(0, whole.indexOf(" Shall I go on?"))));
    assertThat(chat.says("Yes.").text()).isNotBlank().doesNotContain("Our article");
  }

  @Test
  void a_yes_is_one_with_a_politeness_after_it() {
    var chat = shop.chat().aloud();
    chat.says("How do I send shoes back?");
    assertThat(chat.says("Yes, please, sir.").text()).isNotBlank().doesNotContain("Gladly, but");
  }

  @Test
  void thanks_and_a_goodbye_are_a_goodbye_however_it_is_spelled() {
    for (var words : List.of("Thank you, goodbye.", "Thank you, good-by.", "Thanks, bye!"))
      assertThat(shop.chat().aloud().says(words).text()).startsWith("Goodbye");
  }

  @Test
  void a_sentence_that_was_cut_off_is_said_again() {
    var whole = shop.chat().aloud().says("How do I send shoes back?").text();
    var sentences = Sentences.of(whole);
    var second = sentences.get(1);
    var cut = whole.substring(0, whole.indexOf(second) + second.length() / 2);
    var chat =
        shop.chat().aloud().after(new Customer("How do I send shoes back?"), new Assistant(cut));
    assertThat(chat.says("go on").text()).startsWith(second);
  }

  @Test
  void a_no_and_another_question_are_no_wish_for_more() {
    var chat = shop.chat(OWNER_OF_1042).aloud();
    chat.says("How do I send shoes back?");
    assertThat(chat.says("no").text()).startsWith("All right, I'll leave it at that.");
    chat.says("How do I send shoes back?");
    assertThat(chat.says("where is my order 1042?").text())
        .startsWith("Order 1042 is on its way to you");
  }

  @Test
  void an_address_after_a_ticket_is_noted_for_it() {
    var chat = shop.chat().aloud();
    chat.says("My parcel arrived damaged. Please open a ticket.");
    var reply = chat.says("my email is anna@example.com");
    assertThat(reply.calls()).isEmpty();
    assertThat(reply.text())
        .startsWith("Thank you, I have noted anna@example.com.")
        .contains("T-1013");
  }

  /// With the story the words resemble those of an article on repairs.
  @Test
  void a_wish_is_searched_for_and_not_the_story_before_it() {
    var reply =
        shop.chat().aloud().says("I bought some boots from you and I want to send them back.");
    assertThat(reply.cited()).containsExactly("return-shoes");
  }

  @Test
  void figures_that_are_no_order_number_search_nothing() {
    var chat = shop.chat(OWNER_OF_1042).aloud();
    chat.says("Where is my order?");
    var reply = chat.says("50-100, 44");
    assertThat(reply.calls()).isEmpty();
    assertThat(reply.text()).endsWith("or press it on the keypad.");
    assertThat(chat.says("One, zero, four, two.").text()).startsWith("Order 1042 is on its way");
  }

  @Test
  void a_sentence_that_refuses_opens_no_ticket() {
    var chat = shop.chat().aloud();
    chat.says("Goat and tark, for this time of the stay-long.");
    chat.says("I can't be right");
    assertThat(shop.tickets.drafts).isEmpty();
  }

  @Test
  void written_answers_are_quoted_whole() {
    assertThat(shop.chat().says("How do I send shoes back?").text())
        .startsWith("Our help centre says:")
        .contains("> ", "From the article \"");
  }

  @Test
  void nothing_spoken_asks_the_customer_to_write() {
    var chat = shop.chat().aloud();
    for (var words : List.of("hello", "qwertz blargh?", "no", "zzz?", "thanks", "what can you do?"))
      assertThat(chat.says(words).text()).doesNotContainIgnoringCase("write", "type", "click");
  }

  /// Said aloud, a phrase is short, and there is none in one language alone.
  @ParameterizedTest
  @ValueSource(strings = {"phrases.json", "phrases.de.json", "phrases.es.json"})
  void spoken_phrases_have_two_sentences_and_no_slug(String file) {
    var phrases = Documents.read("phrases", "sample-shop/" + file);
    var english = Documents.read("phrases", "sample-shop/phrases.json");
    var spoken = new TreeSet<String>();
    phrases.fieldNames().forEachRemaining(key -> spoken.add(key));
    spoken.removeIf(key -> !key.endsWith("-spoken"));
    assertThat(spoken).hasSizeGreaterThan(20).allMatch(english::has);
    for (var key : spoken)
      assertThat(phrases.path(key).asText())
          .as(key)
          .doesNotContain("{ref}")
          .satisfies(text -> assertThat(Sentences.of(text)).hasSizeLessThanOrEqualTo(2));
  }
}
