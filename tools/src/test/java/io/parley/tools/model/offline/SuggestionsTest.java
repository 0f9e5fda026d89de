package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.model.PromptMessage;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.Shop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page's own suggestions, as the configuration has them: an order, a return, a human.
class SuggestionsTest {
  private static final String CUSTOMER = "c-0037";

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "es"})
  void every_suggestion_of_the_page_is_answered(String language) {
    var texts = ConfigFactory.load().getConfig("parley.agent.texts." + language);
    var suggestions = texts.getStringList("suggestions");
    assertThat(suggestions).hasSize(3);

    var order = asked(texts.getString("greeting"), suggestions.get(0));
    assertThat(order.calls())
        .singleElement()
        .asString()
        .startsWith("fetch_status")
        .contains("\"1042\"");
    assertThat(order.text()).contains("1042");

    var shoes = asked(texts.getString("greeting"), suggestions.get(1));
    assertThat(shoes.cited())
        .containsExactly(language.equals("en") ? "return-shoes" : "return-shoes-" + language);

    var human = asked(texts.getString("greeting"), suggestions.get(2));
    assertThat(human.calls()).singleElement().asString().startsWith("create_ticket");
  }

  private static Chat.Reply asked(String greeting, String suggestion) {
    return new Shop().chat(CUSTOMER).after(new PromptMessage.Assistant(greeting)).says(suggestion);
  }
}
