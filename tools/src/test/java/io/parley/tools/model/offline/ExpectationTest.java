package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers to our offers and questions, whatever their words resemble.
class ExpectationTest {
  private static final Languages LANGUAGES =
      Languages.of(OfflineSettings.from(ConfigFactory.load()));

  private static Language language(String tag) {
    return LANGUAGES.all().stream()
        .filter(each -> each.tag().equals(tag))
        .findFirst()
        .orElseThrow();
  }

  private static Expectation after(String tag, Phrase phrase) {
    var said = language(tag).phrases().say(phrase, Map.of("order", "1042"), true);
    return Expectation.after(Optional.of(said), LANGUAGES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | affirm    | Yes, please.
          en | affirm    | Yes, it is still not here.
          en | knowledge | why not
          en | knowledge | Why not?
          en | deny      | No problem.
          de | affirm    | Ja, bitte.
          de | knowledge | Warum nicht?
          de | affirm    | Ja, ist noch nicht da.
          es | affirm    | Sí, por favor.
          es | deny      | ¿Por qué no?
          """)
  void a_yes_may_have_words_of_refusal(String tag, String intent, String words) {
    var offered = after(tag, Phrase.DONT_KNOW_OFFER_TICKET);
    assertThat(offered.isAccepted(words, intent, language(tag))).isTrue();
    assertThat(offered.again(words, intent, language(tag))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | I can't be right
          en | That is not right.
          de | Das kann nicht stimmen.
          es | Eso no puede ser correcto.
          """)
  void words_that_resemble_a_yes_and_refuse_are_none(String tag, String words) {
    var offered = after(tag, Phrase.DONT_KNOW_OFFER_TICKET);
    assertThat(offered.isAccepted(words, "affirm", language(tag))).isFalse();
    assertThat(offered.again(words, "affirm", language(tag))).hasValue(Phrase.OFFER_TICKET_AGAIN);
    var human = after(tag, Phrase.OFFER_HUMAN);
    assertThat(human.isHumanAccepted(words, "affirm", language(tag))).isFalse();
    assertThat(human.again(words, "affirm", language(tag))).hasValue(Phrase.OFFER_HUMAN_AGAIN);
    var read = after(tag, Phrase.READ_BACK_ORDER_NUMBER);
    assertThat(read.isNumberConfirmed(words, "affirm", language(tag))).isFalse();
    assertThat(read.isNumberDenied(words, "affirm", language(tag))).isTrue();
  }

  @Test
  void thanks_and_other_wishes_are_no_yes_by_their_words() {
    var offered = after("en", Phrase.DONT_KNOW_OFFER_TICKET);
    assertThat(offered.isAccepted("Okay, thanks.", "knowledge", language("en"))).isFalse();
    assertThat(offered.isAccepted("Okay.", "thanks", language("en"))).isFalse();
    assertThat(offered.isAccepted("No.", "deny", language("en"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"en", "de", "es"})
  void an_offer_is_made_again_once(String tag) {
    for (var phrase : List.of(Phrase.OFFER_TICKET_AGAIN, Phrase.OFFER_HUMAN_AGAIN)) {
      var again = after(tag, phrase);
      assertThat(again.again(false)).isEmpty();
      assertThat(again.again(true)).isEmpty();
    }
    assertThat(after(tag, Phrase.OFFER_TICKET_AGAIN).isAccepted("ok", "affirm", language(tag)))
        .isTrue();
    assertThat(after(tag, Phrase.OFFER_HUMAN_AGAIN).isHumanAccepted("ok", "affirm", language(tag)))
        .isTrue();
    assertThat(after(tag, Phrase.GREET).again(false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 50-100, 44
          en | It is fifty one hundred, forty-four.
          en | Order number 10.
          de | 50, 44
          es | Es el 50, 44
          """)
  void figures_that_are_no_order_number_are_asked_for_again_once(String tag, String words) {
    assertThat(after(tag, Phrase.ASK_ORDER_NUMBER).isNumberUnclear(words)).isTrue();
    var again = after(tag, Phrase.ORDER_NUMBER_AGAIN);
    assertThat(again.isNumberUnclear(words)).isFalse();
    assertThat(again.orderNumber()).isTrue();
    assertThat(after(tag, Phrase.GREET).isNumberUnclear(words)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"I don't have it here.", "Do you ship to 10 countries?", "No.", "hello"})
  void other_words_are_no_figures(String words) {
    assertThat(after("en", Phrase.ASK_ORDER_NUMBER).isNumberUnclear(words)).isFalse();
  }
}
