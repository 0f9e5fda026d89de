package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ModelFailure.Category;
import io.parley.tools.model.routing.Scene.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A provider that wants to be left alone for a moment (429 with Retry-After) is waited for.
class WaitersTest {
  private static final Duration WANTED = Duration.ofSeconds(3);

  private final PuppetModel first = new PuppetModel("first");
  private final Scene scene = new Scene().provider("a", first);
  private final RoutedModel model = scene.model();

  @Test
  void a_rate_limited_provider_is_asked_again_when_its_time_is_over() {
    rateLimited();
    var running = Scene.begin(model);
    scene.time.pass(WANTED.minusMillis(1));
    assertThat(running.heard().lines).isEmpty();
    assertThat(first.calls).hasSize(1);
    first.answering("at last");
    scene.time.pass(WANTED);
    assertThat(running.heard().lines).containsExactly("at last", "(end)");
    assertThat(first.calls).hasSize(2);
    assertThat(scene.time.waiting()).as("timers left behind").isZero();
  }

  @Test
  void another_provider_is_asked_before_a_call_waits() {
    rateLimited();
    var second = new PuppetModel("second").answering("from the second");
    assertThat(Scene.ask(scene.provider("b", second).model()))
        .containsExactly("from the second", "(end)");
  }

  @Test
  void a_call_without_time_for_an_answer_does_not_wait() {
    var late = new Scene().rounds(2).provider("a", first);
    var slow = Scene.begin(late.model());
    late.time.pass(Scene.LIMIT.minusMillis(1));
    first.last().fails(Category.UNAVAILABLE);
    late.time.pass(Duration.ofSeconds(13));
    first.last().fails(Category.RATE_LIMITED, WANTED);
    assertThat(slow.heard().lines).containsExactly("(RATE_LIMITED)");
  }

  @Test
  void calls_that_waited_do_not_all_come_back_at_once() {
    rateLimited();
    var running = new ArrayList<Running>();
    for (int call = 0; call < Scene.WAITING_MAX; call++) running.add(Scene.begin(model));
    var asked = new ArrayList<Instant>();
    first.always(
        call -> {
          asked.add(scene.time.instant());
          call.says("at last").completes();
        });
    scene.time.pass(WANTED.multipliedBy(2));
    assertThat(running).allSatisfy(call -> assertThat(call.heard().lines).contains("at last"));
    assertThat(asked).hasSize(Scene.WAITING_MAX).doesNotHaveDuplicates();
  }

  @Test
  void one_call_more_than_may_wait_fails_at_once_and_a_cancelled_one_leaves_its_place() {
    rateLimited();
    var running = new ArrayList<Running>();
    for (int call = 0; call < Scene.WAITING_MAX; call++) running.add(Scene.begin(model));
    assertThat(Scene.ask(model)).hasSize(1);
    running.getFirst().call().cancel();
    var next = Scene.begin(model);
    assertThat(next.heard().lines).isEmpty();
    first.answering("at last");
    scene.time.pass(WANTED.multipliedBy(2));
    assertThat(next.heard().lines).containsExactly("at last", "(end)");
    assertThat(running.getFirst().heard().lines).isEmpty();
  }

  @Test
  void waiting_calls_respect_a_longer_pause() {
    rateLimited();
    var running = List.of(Scene.begin(model), Scene.begin(model));
    scene.time.pass(WANTED.multipliedBy(2));
    // the first to come back was refused again, and the other one believed it
    assertThat(first.calls).hasSize(2);
    first.answering("at last");
    scene.time.pass(WANTED.multipliedBy(3));
    assertThat(running).allSatisfy(call -> assertThat(call.heard().lines).contains("at last"));
  }

  private void rateLimited() {
    first.always(call -> call.fails(Category.RATE_LIMITED, WANTED));
  }
}
