package io.parley.tools.model.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.KnowledgeQuery;
import io.parley.core.knowledge.Passage;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.Purpose;
import io.parley.core.model.Usage;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Source;
import io.parley.tools.fake.Chat;
import io.parley.tools.fake.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnowledgeModelTest {
  private static final Passage RETURNS =
      new Passage("Returns", "returns", "Send it back within 30 days.", 0.8);
  private static final Passage SHIPPING =
      new Passage("Shipping", "shipping", "Two to four days.", 0.35);
  private static final Passage UNRELATED = new Passage("Jobs", "jobs", "We are hiring.", 0.29);

  private final List<KnowledgeQuery> queries = new ArrayList<>();
  private CompletableFuture<List<Passage>> found =
      CompletableFuture.completedFuture(List.of(RETURNS, SHIPPING, UNRELATED));
  private final KnowledgeModel model =
      model(
          query -> {
            queries.add(query);
            return found;
          });

  @Test
  void it_quotes_the_help_centre_and_says_so() {
    var heard = ask(new Customer("How do I return my shoes?"));
    var completion = heard.completion();
    assertThat(heard.text())
        .isEqualTo(
            Language.ENGLISH.excuse()
                + "\n\n**Returns**\n\n> Send it back within 30 days."
                + "\n\n**Shipping**\n\n> Two to four days.");
    assertThat(completion.degraded()).isTrue();
    assertThat(completion.toolRequests()).isEmpty();
    assertThat(completion.cited().refs()).containsExactlyInAnyOrder("returns", "shipping");
    assertThat(completion.sources())
        .containsExactly(
            new Source("Returns", "returns", 0.8), new Source("Shipping", "shipping", 0.35));
    assertThat(completion.usage()).isEqualTo(Usage.unpriced("knowledge", 0, 0));
  }

  @Test
  void it_excuses_itself_in_the_language_of_the_last_message() {
    var heard =
        ask(
            new Customer("How do I return my shoes?"),
            new Assistant("Within 30 days."),
            new Customer("Und wie lange dauert das?"));
    heard.completion();
    assertThat(heard.text()).startsWith(Language.GERMAN.excuse());
    assertThat(queries)
        .containsExactly(new KnowledgeQuery(TenantId.DEFAULT, "Und wie lange dauert das?", 2));
  }

  @Test
  void it_fails_when_no_passage_fits() {
    found = CompletableFuture.completedFuture(List.of(UNRELATED));
    var heard = ask(new Customer("Who are you?"));
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(heard.text()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Purpose.class, names = "REPLY", mode = EnumSource.Mode.EXCLUDE)
  void it_makes_replies_only(Purpose purpose) {
    var heard = new Heard();
    model.start(prompt(purpose, new Customer("How?")), heard);
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(queries).isEmpty();
  }

  @Test
  void it_does_not_continue_another_models_reply() {
    var heard = new Heard();
    var prompt = prompt(Purpose.REPLY, new Customer("How do I return my shoes?"));
    model.start(prompt.goingOn(), heard);
    assertThat(heard.failure().category()).isEqualTo(Category.UNAVAILABLE);
  }

  @Test
  void it_fails_when_nobody_has_asked_anything() {
    assertThat(ask(new Assistant("Hello!")).failure())
        .hasMessage("there is no question to look up");
  }

  @Test
  void it_does_not_wait_long_for_the_knowledge_base() {
    found = new CompletableFuture<>();
    assertThat(ask(new Customer("How?")).failure()).hasMessage("the knowledge base did not answer");
    assertThat(found).as("somebody else's search").isNotDone();
  }

  @Test
  void a_failing_knowledge_base_is_a_failure() {
    found = CompletableFuture.failedFuture(new IllegalStateException("no index"));
    assertThat(ask(new Customer("How?")).failure()).hasMessage("the knowledge base did not answer");
    var heard = new Heard();
    model(
            _ -> {
              throw new IllegalStateException("closed");
            })
        .start(prompt(Purpose.REPLY, new Customer("How?")), heard);
    assertThat(heard.failure()).hasMessage("the knowledge base did not answer");
  }

  @Test
  void cancelled_it_is_silent() {
    found = new CompletableFuture<>();
    var heard = new Heard();
    model.start(prompt(Purpose.REPLY, new Customer("How?")), heard).cancel();
    found.complete(List.of(RETURNS));
    assertThat(heard.ended()).isFalse();
    assertThat(heard.text()).isEmpty();
  }

  @Test
  void a_long_message_is_searched_by_its_beginning() {
    ask(new Customer("how ".repeat(5_000))).completion();
    assertThat(queries.getFirst().text()).hasSize(1_000);
  }

  private static KnowledgeModel model(Knowledge knowledge) {
    return new KnowledgeModel(knowledge, new DegradedSettings(2, 0.3, 700, Duration.ofMillis(100)));
  }

  private Heard ask(PromptMessage... messages) {
    var heard = new Heard();
    model.start(prompt(Purpose.REPLY, messages), heard);
    return heard;
  }

  private static Prompt prompt(Purpose purpose, PromptMessage... messages) {
    return new Prompt(purpose, Chat.ORIGIN, "You are a test.", List.of(messages), List.of(), 100);
  }
}
