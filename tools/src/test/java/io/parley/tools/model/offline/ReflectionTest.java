package io.parley.tools.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.memory.History;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.note.MemoryNotes;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReflectionTest {
  private static final OfflineSettings SETTINGS = OfflineSettings.from(ConfigFactory.load());
  private static final Phrases PHRASES = Phrases.of(Documents.read("phrases", SETTINGS.phrases()));

  private static final String QUOTED =
      PHRASES.say(Phrase.QUOTE_INTRO, Map.of("passage", "> **Is it lost?**\n>\n> Wait for 2 days."))
          + "\n\n"
          + PHRASES.say(
              Phrase.QUOTE_SOURCE, Map.of("title", "Lost parcels", "ref", "kb/lost-parcel"));

  @Test
  void questions_and_promises_become_an_episode() {
    assertThat(
            reflection(
                new Customer("My name is Kari. Where is my order 1042?"),
                new Assistant("It is lost. I'll ask the carrier by Monday."),
                new Customer("ok")))
        .singleElement()
        .satisfies(
            draft -> {
              assertThat(draft.kind()).isEqualTo(MemoryKind.EPISODIC);
              assertThat(draft.text())
                  .contains("Kari", "order 1042", "I'll ask the carrier by Monday");
            });
  }

  @Test
  void an_article_that_helped_becomes_a_procedure_without_the_customers_words() {
    assertThat(
            reflection(
                new Customer("I am Kari and my parcel 1042 is not here"),
                new Assistant(QUOTED),
                new Customer("Great, thanks!")))
        .extracting(MemoryDraft::text)
        .last()
        .isEqualTo(
            "A question like this was answered by the article \"Lost parcels\", below \"Is it"
                + " lost?\"");
  }

  @Test
  void no_procedure_if_the_customer_was_unhappy_or_passed_to_people() {
    var ask = new Customer("my parcel is not here");
    for (var end : List.of("no, that doesn't help", "thanks but it's still lost", "bye"))
      assertThat(reflection(ask, new Assistant(QUOTED), new Customer(end)))
          .as(end)
          .extracting(MemoryDraft::kind)
          .containsExactly(MemoryKind.EPISODIC);
    assertThat(
            reflection(
                ask,
                new Assistant(QUOTED),
                new Colleague("Hello, I'll send a new one"),
                new Customer("thanks")))
        .extracting(MemoryDraft::kind)
        .containsExactly(MemoryKind.EPISODIC);
    assertThat(
            reflection(
                ask,
                new Assistant(QUOTED),
                new Assistant(
                    PHRASES.say(
                        Phrase.TICKET_CREATED, Map.of("ticket", "T-1013", "subject", "lost"))),
                new Customer("thanks")))
        .extracting(MemoryDraft::kind)
        .containsExactly(MemoryKind.EPISODIC);
  }

  @Test
  void an_empty_conversation_has_no_reflection() {
    assertThat(Reflection.of(List.of(new Assistant("Hello!")), PHRASES)).isEmpty();
  }

  private static List<MemoryDraft> reflection(PromptMessage... messages) {
    return MemoryNotes.reflection(
        String.join("\n", Reflection.of(List.of(messages), PHRASES)),
        Optional.empty(),
        History.EMPTY);
  }
}
