package io.parley.persistence.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.agent.AgentContent;
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
  void the_recorded_form_is_written_and_read() {
    assertThat(ContentJson.write(Contents.whole())).isEqualTo(RECORDED);
    assertThat(ContentJson.read(RECORDED)).isEqualTo(Contents.whole());
  }
}
