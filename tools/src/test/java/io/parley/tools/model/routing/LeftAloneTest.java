package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.fault.BreakerState;
import io.parley.core.model.ModelFailure.Category;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Providers that are not asked: open breakers, requested pauses, full places.
class LeftAloneTest {
  private final PuppetModel first = new PuppetModel("first");
  private final PuppetModel second = new PuppetModel("second").answering("from the second");
  private final Scene scene = new Scene().provider("a", 2, first).provider("b", second);
  private final RoutedModel model = scene.model();

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"UNAVAILABLE", "RATE_LIMITED", "TIMEOUT", "GARBAGE"})
  void failures_in_a_row_open_the_breaker(Category category) {
    first.failing(category);
    ask(Scene.FAILURES);
    assertThat(state("a").breaker()).isEqualTo(BreakerState.OPEN);
    assertThat(Scene.ask(model)).containsExactly("from the second", "(end)");
    assertThat(first.calls).hasSize(Scene.FAILURES);
    assertThat(scene.events).endsWith("a skipped: BROKEN", "b completed");
  }

  @Test
  void an_answer_resets_the_count_of_failures() {
    first.failing(Category.UNAVAILABLE);
    ask(Scene.FAILURES - 1);
    first.answering("well");
    ask(1);
    first.failing(Category.UNAVAILABLE);
    ask(Scene.FAILURES - 1);
    assertThat(state("a").breaker()).isEqualTo(BreakerState.CLOSED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"REFUSED", "FILTERED", "UNUSABLE"})
  void refused_requests_and_empty_answers_do_not_count_as_failures(Category category) {
    first.failing(category);
    ask(3 * Scene.FAILURES);
    assertThat(state("a").breaker()).isEqualTo(BreakerState.CLOSED);
    assertThat(first.calls).hasSize(3 * Scene.FAILURES);
  }

  @Test
  void a_wrong_key_opens_the_breaker_at_once() {
    first.failing(Category.DENIED);
    ask(2);
    assertThat(first.calls).hasSize(1);
    assertThat(scene.events).containsOnlyOnce("a is OPEN");
  }

  @Test
  void a_broken_provider_is_probed_with_one_call_and_closed_when_it_answers() {
    first.failing(Category.UNAVAILABLE);
    ask(Scene.FAILURES);
    scene.time.pass(Scene.OPEN_FOR.plusMillis(1));
    first.always(_ -> {});
    var probe = Scene.begin(model);
    assertThat(state("a").breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(Scene.ask(model)).containsExactly("from the second", "(end)");
    assertThat(first.calls).hasSize(Scene.FAILURES + 1);
    first.last().says("again").completes();
    assertThat(probe.heard().lines).containsExactly("again", "(end)");
    assertThat(state("a").breaker()).isEqualTo(BreakerState.CLOSED);
    assertThat(scene.events)
        .filteredOn(event -> event.startsWith("a is "))
        .containsExactly("a is OPEN", "a is HALF_OPEN", "a is CLOSED");
  }

  @Test
  void a_failed_probe_opens_the_breaker_again() {
    first.failing(Category.UNAVAILABLE);
    ask(Scene.FAILURES);
    scene.time.pass(Scene.OPEN_FOR.plusMillis(1));
    ask(1);
    assertThat(state("a").breaker()).isEqualTo(BreakerState.OPEN);
    ask(1);
    assertThat(first.calls).hasSize(Scene.FAILURES + 1);
  }

  @Test
  void a_probe_that_is_cancelled_leaves_its_place_to_the_next() {
    first.failing(Category.UNAVAILABLE);
    ask(Scene.FAILURES);
    scene.time.pass(Scene.OPEN_FOR.plusMillis(1));
    first.always(_ -> {});
    Scene.begin(model).call().cancel();
    assertThat(state("a").breaker()).isEqualTo(BreakerState.HALF_OPEN);
    first.answering("again");
    assertThat(Scene.ask(model)).containsExactly("again", "(end)");
  }

  @Test
  void a_pause_that_a_provider_asks_for_is_kept() {
    first.always(call -> call.fails(Category.RATE_LIMITED, Duration.ofSeconds(20)));
    ask(2 * Scene.FAILURES);
    assertThat(first.calls).hasSize(1);
    assertThat(scene.events).contains("a skipped: LEFT_ALONE");
    assertThat(state("a").breaker()).isEqualTo(BreakerState.CLOSED);
    assertThat(state("a").leftAloneUntil())
        .isEqualTo(Optional.of(scene.time.instant().plusSeconds(20)));
    scene.time.pass(Duration.ofSeconds(20));
    assertThat(state("a").leftAloneUntil()).isEmpty();
    first.answering("back");
    assertThat(Scene.ask(model)).containsExactly("back", "(end)");
  }

  @Test
  void a_requested_pause_is_limited_by_the_settings() {
    first.always(call -> call.fails(Category.UNAVAILABLE, Duration.ofDays(1)));
    ask(1);
    first.answering("back");
    scene.time.pass(Duration.ofSeconds(60));
    assertThat(Scene.ask(model)).containsExactly("back", "(end)");
  }

  @Test
  void there_is_no_retry_when_the_provider_asks_for_a_longer_pause() {
    first.always(call -> call.fails(Category.RATE_LIMITED, Duration.ofSeconds(20)));
    var alone = new Scene().rounds(2).provider("a", first).model();
    assertThat(Scene.ask(alone)).containsExactly("(RATE_LIMITED)");
  }

  @Test
  void a_full_provider_is_skipped() {
    Scene.begin(model);
    var leaving = Scene.begin(model);
    assertThat(state("a").underWay()).isEqualTo(2);
    assertThat(Scene.ask(model)).containsExactly("from the second", "(end)");
    assertThat(scene.events).contains("a skipped: FULL");
    leaving.call().cancel();
    first.answering("a place is free");
    assertThat(Scene.ask(model)).containsExactly("a place is free", "(end)");
  }

  @Test
  void a_full_provider_is_asked_again_after_a_pause() {
    var full = new Scene().rounds(2).provider("a", 1, first);
    var only = full.model();
    Scene.begin(only);
    var waiting = Scene.begin(only);
    first.last().says("done").completes();
    first.answering("now you");
    full.time.pass(Scene.PAUSE);
    assertThat(waiting.heard().lines).containsExactly("now you", "(end)");
  }

  @Test
  void when_all_providers_pause_the_last_resort_answers_at_once() {
    var last = new PuppetModel("knowledge").answering("excerpts");
    var alone = new Scene().rounds(3).provider("a", first.failing(Category.DENIED));
    var broken = alone.lastResort(last).model();
    Scene.ask(broken);
    assertThat(Scene.ask(broken)).containsExactly("excerpts", "(end)");
    assertThat(first.calls).hasSize(1);
  }

  @Test
  void an_operator_can_have_a_provider_asked_again_at_once() {
    first.failing(Category.DENIED);
    ask(1);
    assertThat(model.reset("a")).isTrue();
    assertThat(state("a").breaker()).isEqualTo(BreakerState.CLOSED);
    first.always(call -> call.fails(Category.RATE_LIMITED, Duration.ofSeconds(20)));
    ask(1);
    assertThat(model.reset("a")).isTrue();
    first.answering("back");
    assertThat(Scene.ask(model)).containsExactly("back", "(end)");
    assertThat(model.reset("nobody")).isFalse();
  }

  @Test
  void operators_see_the_state_of_a_provider() {
    Scene.begin(model);
    assertThat(model.providers())
        .containsExactly(
            new ProviderState(
                "a", "first", BreakerState.CLOSED, 0, Optional.empty(), 1, 2, Optional.empty()),
            new ProviderState(
                "b", "second", BreakerState.CLOSED, 0, Optional.empty(), 0, 10, Optional.empty()));
  }

  private void ask(int times) {
    for (int i = 0; i < times; i++) Scene.ask(model);
  }

  private ProviderState state(String name) {
    return model.providers().stream()
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
