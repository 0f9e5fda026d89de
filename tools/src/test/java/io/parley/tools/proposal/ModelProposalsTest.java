package io.parley.tools.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.knowledge.Passage;
import io.parley.core.knowledge.asked.AnswerProposals.Proposal;
import io.parley.core.knowledge.asked.AskedGroup;
import io.parley.core.knowledge.asked.AskedQuestion;
import io.parley.core.knowledge.asked.AskedReason;
import io.parley.core.knowledge.asked.AskedState;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.tools.agent.AgentSettings;
import io.parley.tools.agent.ConfiguredAgents;
import io.parley.tools.prompt.PromptFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ModelProposalsTest {
  private static final Passage PASSAGE = new Passage("Repairs", "repairs", "We repair kites.", 0.4);

  private final List<Prompt> asked = new ArrayList<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /// Says what the test wants.
  private LanguageModel model(Consumer<ReplyListener> says) {
    return new LanguageModel() {
      @Override
      public String name() {
        return "small";
      }

      @Override
      public Cancellable start(Prompt prompt, ReplyListener listener) {
        asked.add(prompt);
        says.accept(listener);
        return () -> cancelled.set(true);
      }
    };
  }

  private static Consumer<ReplyListener> words(String... chunks) {
    return listener -> {
      for (var chunk : chunks) listener.text(chunk);
      listener.completed(
          new Completion(
              List.of(), Citations.of(Set.of()), Usage.unpriced("small-2", 10, chunks.length)));
    };
  }

  private CompletableFuture<Optional<Proposal>> propose(
      Consumer<ReplyListener> says, List<Passage> found, Optional<String> answer) {
    var settings = AgentSettings.from(ConfigFactory.load());
    return new ModelProposals(
            model(says),
            _ -> CompletableFuture.completedStage(found),
            new ConfiguredAgents(settings),
            PromptFiles.proposal(),
            Duration.ofMillis(50))
        .of(TenantId.DEFAULT, group(answer))
        .toCompletableFuture();
  }

  private static AskedGroup group(Optional<String> answer) {
    var question =
        new AskedQuestion(
            new SessionId("s1"),
            1,
            "Do you repair kites?",
            "support",
            Optional.of("en"),
            Set.of(AskedReason.ADMITTED),
            answer,
            Instant.EPOCH);
    return new AskedGroup(
        7,
        AskedState.OPEN,
        "en",
        1,
        Instant.EPOCH,
        List.of(question),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void the_model_gets_passages_the_question_and_colleagues_words() {
    var proposal =
        propose(words("We repair ", "kites. "), List.of(PASSAGE), Optional.of("Yes, in Graz."))
            .join();
    assertThat(proposal).contains(new Proposal("We repair kites.", "small-2", List.of("repairs")));
    var prompt = asked.getFirst();
    assertThat(prompt.purpose()).isEqualTo(Purpose.SUMMARY);
    assertThat(prompt.origin().session()).hasToString("default:asked-7");
    assertThat(prompt.tools()).isEmpty();
    assertThat(((ToolUse) prompt.messages().getFirst()).outcome().result().text())
        .contains("We repair kites.", "repairs");
    assertThat(prompt.messages().subList(1, 3))
        .containsExactly(new Customer("Do you repair kites?"), new Colleague("Yes, in Graz."));
  }

  @Test
  void a_model_is_not_asked_without_material_and_may_say_that_it_found_nothing() {
    assertThat(propose(words("We do."), List.of(), Optional.empty()).join()).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(propose(words("NOTHING."), List.of(PASSAGE), Optional.empty()).join()).isEmpty();
  }

  @Test
  void an_answer_that_begins_anew_has_only_its_new_words() {
    Consumer<ReplyListener> says =
        listener -> {
          listener.text("Void. ");
          listener.restarted();
          words("We do.").accept(listener);
        };
    assertThat(propose(says, List.of(PASSAGE), Optional.empty()).join().orElseThrow().answer())
        .isEqualTo("We do.");
  }

  @Test
  void failures_are_those_of_the_model_and_a_late_call_is_cancelled() {
    var spent = new ModelFailure(Category.BUDGET_SPENT, "spent", null);
    assertThat(propose(listener -> listener.failed(spent), List.of(PASSAGE), Optional.empty()))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCause(spent);
    assertThat(cancelled).isFalse();
    assertThat(propose(_ -> {}, List.of(PASSAGE), Optional.empty()))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ModelFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(Category.TIMEOUT));
    assertThat(cancelled).isTrue();
  }
}
