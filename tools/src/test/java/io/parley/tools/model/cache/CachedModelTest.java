package io.parley.tools.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.memory.Memory;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.tools.fake.Heard;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which answers are kept, and who gets them.
class CachedModelTest {
  private static final String QUESTION = "How do I return shoes?";

  private final Counter counter = new Counter();

  @AfterEach
  void close() {
    counter.close();
  }

  private static Asked asked() {
    return Asked.question(QUESTION);
  }

  /// Asks twice, the second time in another session.
  private boolean isSharedWith(Asked first, Asked second) {
    var said = counter.ask(first);
    return counter.ask(second).equals(said);
  }

  private boolean isKept(Asked asked) {
    return isSharedWith(asked, asked);
  }

  @Test
  void a_repeated_question_gets_the_same_answer_without_a_model() {
    var first = counter.ask(asked());
    int calls = counter.model.asked.size();
    assertThat(counter.ask(asked())).isEqualTo(first);
    assertThat(counter.model.asked).hasSize(calls);
  }

  @Test
  void case_spaces_and_punctuation_make_no_other_question() {
    assertThat(isSharedWith(asked(), Asked.question("  how do i RETURN\n shoes ??"))).isTrue();
  }

  @Test
  void a_hit_has_its_sources_its_model_and_no_cost() {
    counter.ask(asked());
    var hit = counter.call(asked().prompt()).completion();
    assertThat(hit.usage()).isEqualTo(new Usage("gpt-9", 0, 0, 0, "EUR", true));
    assertThat(hit.sources()).containsExactly(Asked.RETURNS);
    assertThat(hit.toolRequests()).isEmpty();
    assertThat(hit.degraded()).isFalse();
  }

  @Test
  void a_hit_repeats_only_cited_sources() {
    counter.model.behaviour =
        (prompt, listener) -> {
          if (CountingModel.mustSearch(prompt)) CountingModel.search(listener);
          else {
            listener.text("Yes.");
            listener.completed(
                new Completion(List.of(), Citations.of(Set.of("another")), CountingModel.SAID));
          }
        };
    counter.ask(asked());
    assertThat(counter.call(asked().prompt()).completion().sources()).isEmpty();
  }

  @Test
  void a_hit_saves_the_usage_of_the_whole_turn() {
    for (int i = 0; i < 3; i++) counter.ask(asked());
    assertThat(counter.statistics())
        .isEqualTo(
            new CacheStatistics(2, 0, 1, 0, 1, new CacheStatistics.Saved(600, 60, 42, "EUR")));
  }

  @Test
  void a_summary_is_never_kept_nor_counted() {
    counter.call(asked().offered().as(Purpose.SUMMARY).prompt()).completion();
    counter.call(asked().offered().as(Purpose.SUMMARY).prompt()).completion();
    assertThat(counter.model.asked).hasSize(2);
    assertThat(counter.statistics().misses() + counter.statistics().uncacheable()).isZero();
  }

  @Test
  void a_question_in_a_conversation_is_never_kept() {
    assertThat(isKept(asked().after(new Customer("Hi"), new Assistant("Hello!")))).isFalse();
    assertThat(isKept(asked().after(new Customer("And another thing")))).isFalse();
    assertThat(isKept(asked().after(new Earlier("They bought boots.")))).isFalse();
    assertThat(isKept(asked().after(new Colleague("I am looking into it.")))).isFalse();
    assertThat(isKept(asked().after(new Remembered(List.<Memory>of())))).isFalse();
    assertThat(counter.statistics().uncacheable()).isEqualTo(10);
    assertThat(counter.statistics().entries()).isZero();
  }

  @Test
  void a_question_after_the_greeting_stands_alone_but_only_among_those_greeted_alike() {
    assertThat(isKept(asked().greeted("Hello! Shall I look for your order?"))).isTrue();
    assertThat(isSharedWith(asked().greeted("Hello!"), asked().greeted("Hallo!"))).isFalse();
    assertThat(isSharedWith(asked().greeted("Good day!"), asked())).isFalse();
  }

  @Test
  void results_of_personal_tools_are_never_kept() {
    var status = ToolOutcome.succeeded(Json.EMPTY_OBJECT, List.of());
    for (int i = 0; i < 2; i++) {
      var turn = asked();
      counter.call(turn.prompt()).completion();
      counter.call(turn.searched().used("fetch_status", status).prompt()).completion();
    }
    assertThat(counter.model.answers).hasValue(2);
    assertThat(counter.statistics().entries()).isZero();
  }

  @Test
  void answers_after_a_failed_tool_are_never_kept() {
    for (var kind : ToolOutcome.Kind.values()) {
      if (kind == ToolOutcome.Kind.SUCCEEDED) continue;
      var turn = asked();
      counter.call(turn.prompt()).completion();
      counter.call(turn.used("kb.search", ToolOutcome.of(kind, Json.NULL)).prompt()).completion();
      assertThat(counter.statistics().entries()).as(kind.name()).isZero();
    }
  }

  @Test
  void results_of_unknown_tools_are_never_kept() {
    var turn = asked();
    counter.call(turn.prompt()).completion();
    var outcome = ToolOutcome.succeeded(Json.EMPTY_OBJECT, List.of());
    counter.call(turn.used("no_such_tool", outcome).prompt()).completion();
    assertThat(counter.statistics().entries()).isZero();
  }

  @Test
  void an_answer_is_not_kept_if_a_personal_tool_was_offered_and_not_used() {
    counter.model.behaviour = (_, listener) -> CountingModel.say(listener, "Which order?");
    assertThat(counter.ask(asked())).isEqualTo("Which order?");
    assertThat(counter.statistics().entries()).isZero();
    counter.ask(asked().offered(ShopTools.SEARCH));
    assertThat(counter.statistics().entries()).isEqualTo(1);
  }

  @Test
  void an_answer_to_a_named_customer_never_reaches_another_name() {
    var anneke = asked().system(Asked.system("Anneke", "2026-11-21"));
    var bob = asked().system(Asked.system("Bob", "2026-11-21"));
    assertThat(isSharedWith(anneke, bob)).isFalse();
    assertThat(isSharedWith(anneke, asked())).isFalse();
    assertThat(isSharedWith(anneke, anneke)).isTrue();
  }

  @Test
  void an_answer_of_yesterday_is_not_given_today() {
    var today = asked().system(Asked.system("not known", "2026-11-22"));
    assertThat(isSharedWith(asked(), today)).isFalse();
  }

  @Test
  void an_answer_stays_with_its_tenant_its_agent_and_its_version() {
    assertThat(isSharedWith(asked(), asked().tenant("other"))).isFalse();
    assertThat(isSharedWith(asked(), asked().agent("sales", 1))).isFalse();
    assertThat(isSharedWith(asked(), asked().agent("support", 2))).isFalse();
    assertThat(counter.statistics().entries()).isEqualTo(3);
    assertThat(counter.cache.statistics(new TenantId("other")).entries()).isEqualTo(1);
  }

  @Test
  void an_answer_that_was_made_without_a_broken_tool_is_not_given_once_it_works() {
    assertThat(isSharedWith(asked().offered(ShopTools.SEARCH), asked())).isFalse();
  }

  @Test
  void a_new_version_of_the_knowledge_base_invalidates_answers() {
    var before = counter.ask(asked());
    counter.knowledge.put(TenantId.DEFAULT, 2L);
    assertThat(counter.ask(asked())).isNotEqualTo(before);
    assertThat(counter.statistics().entries()).isEqualTo(1);
  }

  @Test
  void an_answer_is_not_kept_when_the_knowledge_base_changes_while_it_is_made() {
    var turn = asked();
    counter.call(turn.prompt()).completion();
    counter.knowledge.put(TenantId.DEFAULT, 2L);
    counter.call(turn.searched().prompt()).completion();
    assertThat(counter.statistics().entries()).isZero();
  }

  @Test
  void nothing_is_kept_while_there_is_no_index() {
    counter.knowledge.put(TenantId.DEFAULT, 0L);
    assertThat(isKept(asked())).isFalse();
    assertThat(counter.statistics().uncacheable()).isEqualTo(2);
  }

  @Test
  void a_turn_whose_beginning_was_not_seen_is_not_kept() {
    counter.call(asked().searched().prompt()).completion();
    assertThat(counter.statistics().entries()).isZero();
  }

  @Test
  void an_answer_from_the_knowledge_base_alone_is_not_kept() {
    counter.model.behaviour =
        (_, listener) -> {
          listener.text("As it stands there.");
          listener.completed(
              new Completion(List.of(), Citations.ALL, List.of(), CountingModel.SAID, true));
        };
    assertThat(counter.ask(asked().offered())).isEqualTo("As it stands there.");
    assertThat(counter.statistics().entries()).isZero();
  }

  @Test
  void only_the_last_words_of_a_restarted_answer_are_kept() {
    counter.model.behaviour =
        (_, listener) -> {
          listener.text("You can ret");
          listener.restarted();
          CountingModel.say(listener, "Send them back.");
        };
    var alone = asked().offered();
    counter.cache.start(alone.prompt(), new Restarted());
    assertThat(counter.ask(alone)).isEqualTo("Send them back.");
    assertThat(counter.statistics().hitsExact()).isEqualTo(1);
  }

  @Test
  void an_empty_a_cut_or_a_huge_answer_is_not_kept() {
    int limit = asked().outputTokensMax();
    keepsNothingOf("  \n", new Usage("m", 1, 1, 0, "EUR", false));
    keepsNothingOf("cut in the mid", new Usage("m", 1, limit, 0, "EUR", false));
    keepsNothingOf("x".repeat(8_001), new Usage("m", 1, 5, 0, "EUR", false));
    keepsNothingOf("from another cache", new Usage("m", 1, 5, 0, "EUR", true));
  }

  @Test
  void an_answer_that_was_cut_off_is_not_kept_whatever_its_tokens() {
    counter.model.behaviour =
        (_, listener) -> {
          listener.text("but you must");
          listener.completed(
              new Completion(List.of(), Citations.ALL, List.of(), CountingModel.SAID, false, true));
        };
    counter.ask(asked().offered());
    assertThat(counter.statistics().entries()).isZero();
  }

  @Test
  void the_rest_of_an_answer_is_neither_kept_nor_found() {
    var alone = asked().offered();
    counter.model.behaviour = (_, listener) -> CountingModel.say(listener, "All of it.");
    counter.ask(alone);
    counter.model.behaviour = (_, listener) -> CountingModel.say(listener, "the rest.");
    var rest = counter.call(alone.prompt().goingOn());
    rest.completion();
    assertThat(rest.text()).isEqualTo("the rest.");
    assertThat(counter.ask(alone)).isEqualTo("All of it.");
  }

  private void keepsNothingOf(String text, Usage usage) {
    counter.model.behaviour =
        (_, listener) -> {
          listener.text(text);
          listener.completed(new Completion(List.of(), Citations.ALL, usage));
        };
    counter.ask(asked().offered());
    assertThat(counter.statistics().entries()).as(text).isZero();
  }

  @Test
  void a_huge_question_goes_straight_to_the_model() {
    assertThat(isKept(Asked.question("why ".repeat(2_001)))).isFalse();
    assertThat(counter.statistics().uncacheable()).isEqualTo(2);
  }

  @Test
  void failed_and_cancelled_calls_are_not_kept() {
    counter.model.behaviour =
        (_, listener) -> {
          listener.text("You ");
          listener.failed(new ModelFailure(ModelFailure.Category.UNAVAILABLE, "cut off", null));
        };
    assertThat(counter.call(asked().offered().prompt()).failure().category())
        .isEqualTo(ModelFailure.Category.UNAVAILABLE);
    var late = new Late();
    counter.model.behaviour = (_, listener) -> late.listener = listener;
    counter.cache.start(asked().offered().prompt(), new Heard()).cancel();
    CountingModel.say(late.listener, "Too late.");
    assertThat(counter.model.cancelled).hasValue(1);
    assertThat(counter.statistics().entries()).isZero();
  }

  @Test
  void an_answer_is_forgotten_after_its_time() {
    var before = counter.ask(asked());
    counter.passes(Duration.ofHours(11));
    // what is found out about an answer later makes it no younger
    counter.awaitMeanings(1);
    counter.passes(Duration.ofHours(1).minusSeconds(1));
    assertThat(counter.ask(asked())).isEqualTo(before);
    counter.passes(Duration.ofSeconds(2));
    assertThat(counter.ask(asked())).isNotEqualTo(before);
  }

  @Test
  void a_tenant_s_answers_can_be_erased() {
    counter.ask(asked());
    counter.ask(asked().tenant("other"));
    counter.cache.erase(TenantId.DEFAULT);
    assertThat(counter.statistics().entries()).isZero();
    assertThat(counter.cache.statistics().entries()).isEqualTo(1);
    assertThat(counter.cache.statistics().misses()).isEqualTo(2);
  }

  @Test
  void an_answer_that_was_under_way_when_they_were_erased_is_not_kept() {
    var late = new Late();
    counter.model.behaviour = (_, listener) -> late.listener = listener;
    counter.cache.start(asked().offered().prompt(), new Heard());
    counter.cache.erase(TenantId.DEFAULT);
    CountingModel.say(late.listener, "By the model before.");
    assertThat(counter.statistics().entries()).isZero();
    counter.cache.start(asked().offered().prompt(), new Heard());
    counter.cache.erase(new TenantId("other"));
    CountingModel.say(late.listener, "By the model of now.");
    assertThat(counter.statistics().entries()).isEqualTo(1);
  }

  @Test
  void it_has_the_name_of_its_model() {
    assertThat(counter.cache.name()).isEqualTo("counting");
  }

  /// For a model that speaks when the test wants it to.
  private static final class Late {
    private ReplyListener listener;
  }

  /// Bears what [Heard] does not.
  private static final class Restarted implements ReplyListener {
    @Override
    public void text(String chunk) {}

    @Override
    public void restarted() {}

    @Override
    public void completed(Completion completion) {}

    @Override
    public void failed(ModelFailure failure) {
      throw new AssertionError(failure);
    }
  }
}
