package io.parley.persistence.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentContent;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContentJsonTest {
  /// As this release has written it. Rows stay for ever: never edited, only added to.
  private static final String RECORDED =
      """
      {"company":"Acme","texts":[{"language":"de","greeting":"Hallo!",\
      "title":"Wie können wir helfen?","suggestions":["Wo ist meine Bestellung?"],\
      "opening":"Hier ist der Laden.","menu":{"prompt":"Drücken Sie 1, 2 oder *.",\
      "keys":{"*":{"repeat":true},"1":{"say":"Eine Frage."},"2":{"transfer":"sales"}}}},\
      {"language":"pt-BR","title":"Como ajudar?","suggestions":[]}],\
      "theme":{"accent":"#2f6f4f","accentDark":"#7fd1a5"},\
      "instructions":"You help customers of {{company}}.","spokenInstructions":"Speak slowly.",\
      "tools":["kb.search","create_ticket"],"collections":["default","faq"]}\
      """;

  @Test
  void every_field_comes_back() {
    assertThat(ContentJson.read(ContentJson.write(Contents.whole()))).isEqualTo(Contents.whole());
    var few = Contents.of("Bolt");
    assertThat(ContentJson.read(ContentJson.write(few))).isEqualTo(few);
  }

  @Test
  void the_name_of_a_model_comes_back() {
    var few = Contents.of("Bolt");
    var named =
        new AgentContent(
            few.company(),
            few.presentation(),
            few.instructions(),
            few.spokenInstructions(),
            few.tools(),
            few.collections(),
            Optional.of("strong"));
    assertThat(ContentJson.read(ContentJson.write(named))).isEqualTo(named);
  }

  @Test
  void words_of_requests_come_back_and_a_kind_of_a_later_release_is_anything() {
    var few = Contents.of("Bolt");
    var asks =
        List.of(
            new AskedFor(List.of("card", "code"), new Expectation.Digits(6, 8)),
            new AskedFor(List.of("sponsor"), Expectation.NAME));
    var texts =
        new Texts("en", Optional.empty(), "?", List.of(), Optional.empty(), Optional.empty(), asks);
    var asking =
        new AgentContent(
            few.company(),
            new AgentPresentation(List.of(texts), few.presentation().theme()),
            few.instructions(),
            few.spokenInstructions(),
            few.tools(),
            few.collections());
    var written = ContentJson.write(asking);
    assertThat(written)
        .contains(
            """
            "asks":[{"words":["card","code"],"expects":"digits","least":6,"most":8},\
            {"words":["sponsor"],"expects":"name"}]\
            """);
    assertThat(ContentJson.read(written)).isEqualTo(asking);
    var later = ContentJson.read(written.replace("\"name\"", "\"colour\""));
    assertThat(later.presentation().texts().getFirst().asks().getLast().expected())
        .isEqualTo(Expectation.FREE);
  }

  @Test
  void the_recorded_form_is_written_and_read() {
    assertThat(ContentJson.write(Contents.whole())).isEqualTo(RECORDED);
    assertThat(ContentJson.read(RECORDED)).isEqualTo(Contents.whole());
  }
}
