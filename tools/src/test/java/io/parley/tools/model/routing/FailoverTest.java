package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.ToolRequest;
import io.parley.core.tool.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverTest {
  private final PuppetModel first = new PuppetModel("first");
  private final PuppetModel second = new PuppetModel("second").answering("from the second");
  private final Scene scene = new Scene().provider("a", first).provider("b", second);

  @Test
  void the_first_of_the_route_answers_when_it_can() {
    first.answering("from the first");
    var model = scene.model();
    assertThat(model.name()).isEqualTo("first");
    assertThat(Scene.ask(model)).containsExactly("from the first", "(end)");
    assertThat(second.calls).isEmpty();
    assertThat(scene.events).containsExactly("a completed");
    assertThat(scene.time.waiting()).as("timers left behind").isZero();
  }

  @Test
  void a_call_with_a_route_of_its_own_asks_the_models_of_this_route_alone() {
    var third = new PuppetModel("third").answering("from the third");
    var model = scene.provider("c", third).model().along(List.of("c", "a"));
    assertThat(model.name()).isEqualTo("third");
    assertThat(Scene.ask(model)).containsExactly("from the third", "(end)");
    third.failing(Category.UNAVAILABLE);
    first.answering("from the first");
    assertThat(Scene.ask(model)).containsExactly("from the first", "(end)");
    assertThat(second.calls).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"BUDGET_SPENT", "FILTERED"},
      mode = EnumSource.Mode.EXCLUDE)
  void a_failure_before_any_text_is_hidden(Category category) {
    first.failing(category);
    assertThat(Scene.ask(scene.model())).containsExactly("from the second", "(end)");
    assertThat(scene.events).contains("a -> b");
  }

  @Test
  void a_failure_after_text_voids_it_and_the_next_model_starts_over() {
    first.always(call -> call.says("half an ans").fails(Category.UNAVAILABLE));
    assertThat(Scene.ask(scene.model()))
        .containsExactly("half an ans", "(anew)", "from the second", "(end)");
    assertThat(scene.events).contains("a -> b in mid-reply");
  }

  @Test
  void text_is_voided_for_an_answer_that_has_only_tools() {
    first.always(call -> call.says("Let me see").fails(Category.GARBAGE));
    second.always(call -> call.completes(new ToolRequest("made.up", Json.EMPTY_OBJECT)));
    var heard = Scene.begin(scene.model()).heard();
    assertThat(heard.lines).containsExactly("Let me see", "(anew)", "(end)");
    // whether there is such a tool is for the session to say
    assertThat(heard.completion().toolRequests())
        .containsExactly(new ToolRequest("made.up", Json.EMPTY_OBJECT));
  }

  @Test
  void each_of_several_broken_streams_is_voided_once() {
    first.always(call -> call.says("one").fails(Category.UNAVAILABLE));
    second.always(call -> call.says("two").fails(Category.UNAVAILABLE));
    var third = new PuppetModel("third").answering("three");
    assertThat(Scene.ask(scene.provider("c", third).model()))
        .containsExactly("one", "(anew)", "two", "(anew)", "three", "(end)");
  }

  @Test
  void output_of_a_replaced_model_is_dropped() {
    var running = Scene.begin(scene.model());
    first.last().says("slow ");
    scene.time.pass(Scene.LIMIT);
    assertThat(first.last().cancelled).isTrue();
    first.last().says("and late").completes();
    assertThat(running.heard().lines)
        .containsExactly("slow ", "(anew)", "from the second", "(end)");
  }

  @Test
  void a_provider_that_takes_too_long_is_abandoned() {
    var running = Scene.begin(scene.model());
    scene.time.pass(Scene.LIMIT.minusMillis(1));
    assertThat(running.heard().lines).isEmpty();
    scene.time.pass(Duration.ofMillis(1));
    assertThat(running.heard().lines).containsExactly("from the second", "(end)");
    assertThat(scene.events).contains("a timeout");
  }

  @Test
  void the_whole_call_has_a_deadline_over_all_providers() {
    second.always(_ -> {});
    var running = Scene.begin(scene.model());
    scene.time.pass(Scene.DEADLINE.minusMillis(1));
    assertThat(running.heard().isOver()).isFalse();
    scene.time.pass(Duration.ofMillis(1));
    assertThat(running.heard().lines).containsExactly("(TIMEOUT)");
    assertThat(second.last().cancelled).isTrue();
    assertThat(scene.time.waiting()).isZero();
    // the second had no time to show what it can
    assertThat(scene.events).contains("a timeout", "b cancelled");
  }

  @Test
  void a_temporary_failure_is_retried_after_a_pause() {
    var model = new Scene().rounds(2).provider("a", first);
    first.failing(Category.UNAVAILABLE);
    var running = Scene.begin(model.model());
    assertThat(running.heard().lines).isEmpty();
    first.answering("now");
    model.time.pass(Scene.PAUSE);
    assertThat(running.heard().lines).containsExactly("now", "(end)");
    assertThat(model.events).containsExactly("a unavailable", "a -> a", "a completed");
  }

  @Test
  void rounds_are_limited() {
    var model = new Scene().rounds(2).provider("a", first.failing(Category.GARBAGE));
    var running = Scene.begin(model.model());
    model.time.pass(Scene.PAUSE);
    assertThat(running.heard().lines).containsExactly("(GARBAGE)");
    assertThat(first.calls).hasSize(2);
    assertThat(model.time.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"TIMEOUT", "REFUSED", "FILTERED", "DENIED", "BUDGET_SPENT"})
  void permanent_failures_are_not_retried(Category category) {
    var model = new Scene().rounds(2).provider("a", first.failing(category)).model();
    assertThat(Scene.ask(model)).containsExactly("(" + category + ")");
    assertThat(first.calls).hasSize(1);
  }

  @Test
  void a_spent_budget_ends_the_call_at_once() {
    first.failing(Category.BUDGET_SPENT);
    assertThat(Scene.ask(scene.model())).containsExactly("(BUDGET_SPENT)");
    assertThat(second.calls).isEmpty();
  }

  @Test
  void after_a_content_filter_no_other_model_is_asked() {
    first.failing(Category.FILTERED);
    assertThat(Scene.ask(scene.model())).containsExactly("(FILTERED)");
    assertThat(second.calls).isEmpty();
  }

  @Test
  void cancelling_stops_the_attempt_and_all_output() {
    var running = Scene.begin(scene.model());
    first.last().says("Hel");
    running.call().cancel();
    assertThat(first.last().cancelled).isTrue();
    first.last().says("lo").completes();
    scene.time.pass(Scene.DEADLINE);
    assertThat(running.heard().lines).containsExactly("Hel");
    assertThat(second.calls).isEmpty();
    assertThat(scene.events).containsExactly("a cancelled");
    assertThat(scene.time.waiting()).isZero();
  }

  @Test
  void cancelling_stops_a_pause() {
    var paused = new Scene().rounds(2).provider("a", first.failing(Category.UNAVAILABLE));
    var running = Scene.begin(paused.model());
    running.call().cancel();
    paused.time.pass(Scene.DEADLINE);
    assertThat(first.calls).hasSize(1);
    assertThat(running.heard().lines).isEmpty();
  }

  @Test
  void a_model_that_cannot_be_started_is_skipped() {
    LanguageModel bad =
        new LanguageModel() {
          @Override
          public String name() {
            return "bad";
          }

          @Override
          public Cancellable start(Prompt prompt, ReplyListener listener) {
            throw new IllegalStateException("broken");
          }
        };
    var model = new Scene().provider("bad", bad).provider("b", second).model();
    assertThat(Scene.ask(model)).containsExactly("from the second", "(end)");
  }

  @Test
  void each_purpose_has_its_route() {
    var small = new PuppetModel("small").answering("in short");
    var model = scene.onlyFor(Purpose.SUMMARY, "small", small).model();
    var heard = new Transcript();
    model.start(Scene.prompt(Purpose.SUMMARY), heard);
    assertThat(heard.lines).containsExactly("in short", "(end)");
    assertThat(first.calls).isEmpty();
  }

  @Test
  void the_cheaper_route_is_a_model_of_its_own() {
    assertThat(scene.model().cheaper()).isEmpty();
    var cheap = new PuppetModel("cheap").answering("cheap words");
    var cheaper = scene.cheaper("cheap", cheap).model().cheaper().orElseThrow();
    assertThat(cheaper.name()).isEqualTo("cheap");
    assertThat(Scene.ask(cheaper)).containsExactly("cheap words", "(end)");
    assertThat(first.calls).isEmpty();
  }

  @Test
  void the_last_resort_answers_when_no_model_does() {
    first.always(call -> call.says("half").fails(Category.UNAVAILABLE));
    second.failing(Category.DENIED);
    var last = new PuppetModel("knowledge").answering("excerpts");
    assertThat(Scene.ask(scene.lastResort(last).model()))
        .containsExactly("half", "(anew)", "excerpts", "(end)");
    assertThat(scene.events).contains("degraded");
  }

  @Test
  void the_last_resort_answers_after_the_deadline() {
    second.always(_ -> {});
    var last = new PuppetModel("knowledge").answering("excerpts");
    var running = Scene.begin(scene.lastResort(last).model());
    scene.time.pass(Scene.DEADLINE);
    assertThat(running.heard().lines).containsExactly("excerpts", "(end)");
    assertThat(second.last().cancelled).isTrue();
  }

  @Test
  void when_the_last_resort_fails_the_models_failure_is_reported() {
    first.failing(Category.UNAVAILABLE);
    second.failing(Category.RATE_LIMITED);
    var last = new PuppetModel("knowledge").failing(Category.UNAVAILABLE);
    assertThat(Scene.ask(scene.lastResort(last).model())).containsExactly("(RATE_LIMITED)");
  }

  @Test
  void the_last_resort_makes_replies_only() {
    first.failing(Category.UNAVAILABLE);
    second.failing(Category.UNAVAILABLE);
    var last = new PuppetModel("knowledge").answering("excerpts");
    var heard = new Transcript();
    scene.lastResort(last).model().start(Scene.prompt(Purpose.SUMMARY), heard);
    assertThat(heard.lines).containsExactly("(UNAVAILABLE)");
    assertThat(last.calls).isEmpty();
  }

  @Test
  void cancelling_stops_the_last_resort() {
    first.failing(Category.DENIED);
    second.failing(Category.DENIED);
    var last = new PuppetModel("knowledge");
    var running = Scene.begin(scene.lastResort(last).model());
    running.call().cancel();
    assertThat(last.last().cancelled).isTrue();
    last.last().says("late").completes();
    assertThat(running.heard().lines).isEmpty();
  }
}
