package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ModelFailure.Category;
import org.junit.jupiter.api.Test;

/// Several equal endpoints of one provider.
class BalancingTest {
  private final PuppetModel one = new PuppetModel("m");
  private final PuppetModel two = new PuppetModel("m");
  private final PuppetModel three = new PuppetModel("m");
  private final PuppetModel next = new PuppetModel("next").answering("from the next");
  private final Scene scene = new Scene().provider("own", one, two, three).provider("b", next);
  private final RoutedModel model = scene.model();

  @Test
  void equals_take_turns() {
    one.answering("1");
    two.answering("2");
    three.answering("3");
    for (int i = 0; i < 9; i++) Scene.ask(model);
    assertThat(one.calls).hasSize(3);
    assertThat(two.calls).hasSize(3);
    assertThat(three.calls).hasSize(3);
  }

  @Test
  void the_one_with_the_fewest_calls_under_way_is_asked() {
    for (int i = 0; i < 6; i++) Scene.begin(model);
    two.calls.getFirst().says("done").completes();
    two.calls.getLast().says("done").completes();
    Scene.begin(model);
    Scene.begin(model);
    assertThat(two.calls).hasSize(4);
    assertThat(model.providers())
        .filteredOn(state -> state.name().startsWith("own/"))
        .extracting(ProviderState::underWay)
        .containsExactly(2, 2, 2);
  }

  @Test
  void an_equal_endpoint_is_tried_before_the_next_provider() {
    one.failing(Category.UNAVAILABLE);
    two.failing(Category.UNAVAILABLE);
    three.answering("from the third");
    for (int i = 0; i < 4; i++)
      assertThat(Scene.ask(model)).containsExactly("from the third", "(end)");
    assertThat(next.calls).isEmpty();
  }

  @Test
  void a_broken_endpoint_is_left_out_and_probed_again() {
    one.failing(Category.UNAVAILABLE);
    two.answering("2");
    three.answering("3");
    for (int i = 0; i < 30; i++) Scene.ask(model);
    assertThat(one.calls).hasSize(Scene.FAILURES);
    one.answering("1");
    scene.time.pass(Scene.OPEN_FOR.plusMillis(1));
    for (int i = 0; i < 9; i++) Scene.ask(model);
    assertThat(one.calls).hasSize(Scene.FAILURES + 3);
    assertThat(scene.events).contains("own/1 is OPEN", "own/1 is CLOSED");
  }

  @Test
  void after_a_refusal_equal_endpoints_are_not_asked() {
    one.failing(Category.REFUSED);
    two.failing(Category.REFUSED);
    three.failing(Category.REFUSED);
    assertThat(Scene.ask(model)).containsExactly("from the next", "(end)");
    assertThat(one.calls.size() + two.calls.size() + three.calls.size()).isEqualTo(1);
  }

  @Test
  void when_all_equals_are_broken_the_next_provider_is_asked() {
    one.failing(Category.DENIED);
    two.failing(Category.DENIED);
    three.failing(Category.DENIED);
    assertThat(Scene.ask(model)).containsExactly("from the next", "(end)");
    assertThat(Scene.ask(model)).containsExactly("from the next", "(end)");
    assertThat(scene.events).filteredOn(event -> event.endsWith("is OPEN")).hasSize(3);
  }
}
