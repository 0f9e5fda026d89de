package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.model.PromptMessage;
import io.parley.core.speech.Portion;
import io.parley.core.speech.mark.MarkedText;
import io.parley.tools.fake.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sample shop's conversations, held in calls: every answer is for the ear, and in the caller's
/// language.
class SpokenShopTest {
  /// Markdown, addresses of pages, references in brackets.
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\*\\*|^> |\\]\\(|https?://|www\\.|\\([a-z]+(?:-[a-z]+)+\\)|[#`|]", Pattern.MULTILINE);

  private static final Pattern ASKS_TO_WRITE =
      Pattern.compile(
          "(?i)\\b(just write|please write|click|schreiben sie"
              + " (einfach|mir|bitte|an)|klicken|escriba (cuando|a help)|haga clic)\\b");

  private static final Languages LANGUAGES =
      Languages.of(OfflineSettings.from(ConfigFactory.load()));

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"tuning", "blind"})
  void answers_in_calls_are_for_the_ear(String half) {
    var wrong = new ArrayList<String>();
    int answers = 0;
    for (var dialogue : Dialogue.read("/conversations/" + half + ".txt")) {
      var shop = new Shop();
      var chat = dialogue.customer().map(shop::chat).orElseGet(shop::chat).aloud();
      chat.in(dialogue.language()).after(greeting(dialogue.language()));
      for (var turn : dialogue.turns()) {
        var reply = chat.says(turn.says()).text();
        answers++;
        fault(dialogue.language(), reply)
            .forEach(
                fault ->
                    wrong.add(
                        "%s: %s%n> %s%n= %s"
                            .formatted(dialogue.title(), fault, turn.says(), reply)));
      }
    }
    assertThat(answers).isGreaterThan(50);
    assertThat(wrong).isEmpty();
  }

  private static List<String> fault(String language, String reply) {
    var faults = new ArrayList<String>();
    if (reply.isBlank()) faults.add("nothing is said");
    if (WRITTEN.matcher(reply).find()) faults.add("made for the eye");
    if (ASKS_TO_WRITE.matcher(reply).find()) faults.add("asks to write");
    if (isCut(reply)) faults.add("so long that the call would stop it");
    var spoken = LANGUAGES.in(reply).map(Language::tag);
    if (spoken.filter(tag -> !tag.equals(language)).isPresent())
      faults.add("in " + spoken.orElseThrow());
    return faults;
  }

  /// Whether a call would keep a part of it back, and ask again whether to go on.
  private static boolean isCut(String reply) {
    var portion = Portion.ofReply();
    portion.add(
        SpokenPart.sentences(reply).stream()
            .map(sentence -> MarkedText.plain(sentence + " "))
            .toList());
    return portion.isOver();
  }

  private static PromptMessage greeting(String language) {
    return new PromptMessage.Assistant(
        ConfigFactory.load().getString("parley.agent.texts." + language + ".greeting"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 9999#     | I can't find an order
          de | 9999#     | Ich finde keine Bestellung
          es | 9999#     | No encuentro ningún pedido
          de | ok        | Gern, aber ich bin nicht sicher
          es | T-9999    | No encuentro ningún ticket
          """)
  void words_without_a_language_are_answered_in_that_of_the_call(
      String language, String words, String beginning) {
    assertThat(new Shop().chat().aloud().in(language + "-AT").says(words).text())
        .startsWith(beginning);
  }

  @Test
  void a_caller_who_speaks_another_language_is_answered_in_it_from_then_on() {
    var chat = new Shop().chat().aloud().in("de");
    assertThat(chat.says("¿Dónde está mi pedido?").text()).contains("número");
    assertThat(chat.says("9999#").text()).startsWith("No encuentro ningún pedido");
  }

  @Test
  void an_order_is_not_kept_waiting_by_an_article() {
    var reply =
        new Shop()
            .chat()
            .aloud()
            .in("en")
            .says("Can you tell me where? My order one, zero, four, three is.");
    assertThat(reply.text()).contains("1043");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | How do I send shoes back? Do you deliver to Norway?         | Norway  | yes please
          de | Wie schicke ich Schuhe zurück? Liefern Sie auch nach Norwegen? | Norwegen | ja bitte
          """)
  void two_questions_are_answered_one_after_the_other(
      String language, String questions, String second, String yes) {
    var chat = new Shop().chat().aloud().in(language);
    var all = new StringBuilder();
    for (int part = 0; part < 12 && !all.toString().contains(second); part++)
      all.append(chat.says(part == 0 ? questions : yes).text()).append('\n');
    assertThat(all).contains(second);
  }
}
