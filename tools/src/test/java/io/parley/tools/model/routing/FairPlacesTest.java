package io.parley.tools.model.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.Weights;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One provider with one place, unless it is said otherwise. Places are handed on by the timer.
class FairPlacesTest {
  private static final TenantId NOISY = new TenantId("noisy");
  private static final TenantId QUIET = new TenantId("quiet");
  private static final TenantId LARGE = new TenantId("large");
  private static final Duration WAIT = Duration.ofSeconds(7);
  private static final Duration SHARE_WAIT = Duration.ofSeconds(2);
  private static final int WAITING_MAX = 6;

  private final PuppetModel first = new PuppetModel("first");
  private final Scene scene =
      new Scene().waiting(WAIT, WAITING_MAX, new Weights(Map.of(LARGE, 3.0)));
  private RoutedModel model = scene.provider("a", 1, first).model();

  private List<Scene.Running> begin(TenantId tenant, int calls) {
    var begun = new ArrayList<Scene.Running>();
    for (int i = 0; i < calls; i++) begun.add(Scene.begin(model, tenant));
    return begun;
  }

  private Scene.Running begin(TenantId tenant) {
    return begin(tenant, 1).getFirst();
  }

  private void completeTheLast() {
    first.last().says("done").completes();
    scene.time.pass(Duration.ZERO);
  }

  /// The organisations whose calls have been made, in order.
  private List<TenantId> asked() {
    return first.calls.stream().map(call -> call.prompt.origin().session().tenant()).toList();
  }

  @Test
  void a_call_waits_for_a_place() {
    begin(NOISY);
    var waiting = begin(NOISY);
    assertThat(model.waiting()).isEqualTo(1);
    assertThat(waiting.heard().lines).isEmpty();
    completeTheLast();
    assertThat(model.waiting()).isZero();
    completeTheLast();
    assertThat(waiting.heard().lines).containsExactly("done", "(end)");
    assertThat(scene.time.waiting()).isZero();
  }

  @Test
  void a_place_that_becomes_free_goes_to_the_organisation_that_had_least() {
    begin(NOISY, 4);
    var quiet = begin(QUIET);
    completeTheLast();
    assertThat(asked()).containsExactly(NOISY, QUIET);
    completeTheLast();
    assertThat(quiet.heard().lines).containsExactly("done", "(end)");
    assertThat(asked()).containsExactly(NOISY, QUIET, NOISY);
  }

  @Test
  void places_are_given_by_weight() {
    begin(NOISY);
    begin(QUIET, 2);
    begin(LARGE, 4);
    for (int i = 0; i < 5; i++) completeTheLast();
    assertThat(asked().subList(1, 5)).containsExactlyInAnyOrder(QUIET, LARGE, LARGE, LARGE);
  }

  @Test
  void a_call_that_finds_others_waiting_waits_behind_its_own() {
    begin(NOISY, 2);
    first.last().says("done").completes();
    // the place is on its way to the one that waits
    var late = begin(NOISY);
    scene.time.pass(Duration.ZERO);
    assertThat(first.calls).hasSize(2);
    assertThat(late.heard().lines).isEmpty();
    completeTheLast();
    completeTheLast();
    assertThat(late.heard().lines).containsExactly("done", "(end)");
  }

  @Test
  void a_call_does_not_wait_for_ever() {
    begin(NOISY);
    var waiting = begin(QUIET);
    scene.time.pass(WAIT);
    assertThat(waiting.heard().lines).containsExactly("(UNAVAILABLE)");
    assertThat(model.waiting()).isZero();
  }

  @Test
  void a_cancelled_call_leaves_the_line() {
    begin(NOISY);
    begin(QUIET).call().cancel();
    assertThat(model.waiting()).isZero();
    completeTheLast();
    assertThat(first.calls).hasSize(1);
    assertThat(scene.time.waiting()).isZero();
  }

  @Test
  void a_place_for_a_call_that_was_cancelled_meanwhile_goes_to_the_next() {
    begin(NOISY);
    var gone = begin(LARGE);
    var next = begin(QUIET);
    first.last().says("done").completes();
    gone.call().cancel();
    scene.time.pass(Duration.ZERO);
    assertThat(asked()).containsExactly(NOISY, QUIET);
    completeTheLast();
    assertThat(next.heard().lines).containsExactly("done", "(end)");
    assertThat(model.providers()).allSatisfy(state -> assertThat(state.underWay()).isZero());
  }

  @Test
  void a_full_line_sends_the_newest_of_the_largest_away() {
    begin(NOISY);
    var waiting = begin(NOISY, WAITING_MAX);
    assertThat(begin(NOISY).heard().lines).containsExactly("(UNAVAILABLE)");
    begin(QUIET);
    scene.time.pass(Duration.ZERO);
    assertThat(waiting.getLast().heard().lines).containsExactly("(UNAVAILABLE)");
    assertThat(model.waiting()).isEqualTo(WAITING_MAX);
    completeTheLast();
    assertThat(asked()).containsExactly(NOISY, QUIET);
  }

  @Test
  void below_its_share_an_organisation_waits_and_beyond_it_goes_to_the_next_provider() {
    model = scene.provider("b", 10, new PuppetModel("second").answering("second")).model();
    begin(NOISY);
    var quiet = begin(QUIET);
    assertThat(begin(NOISY).heard().lines).containsExactly("second", "(end)");
    assertThat(quiet.heard().lines).isEmpty();
    completeTheLast();
    completeTheLast();
    assertThat(quiet.heard().lines).containsExactly("done", "(end)");
  }

  @Test
  void a_provider_that_hangs_keeps_no_call_from_the_next_one() {
    model = scene.provider("b", 10, new PuppetModel("second").answering("second")).model();
    begin(NOISY);
    var quiet = begin(QUIET);
    scene.time.pass(SHARE_WAIT.minusMillis(1));
    assertThat(quiet.heard().lines).isEmpty();
    scene.time.pass(Duration.ofMillis(1));
    assertThat(quiet.heard().lines).containsExactly("second", "(end)");
    assertThat(model.waiting()).isZero();
  }

  @Test
  void a_call_that_waited_for_its_share_in_vain_waits_for_any_place() {
    var second = new PuppetModel("second");
    model = scene.provider("b", 1, second).model();
    begin(NOISY, 2);
    var quiet = begin(QUIET);
    scene.time.pass(SHARE_WAIT);
    assertThat(model.waiting()).isEqualTo(1);
    scene.time.pass(WAIT.minusMillis(1));
    assertThat(quiet.heard().lines).isEmpty();
    scene.time.pass(Duration.ofMillis(1));
    assertThat(quiet.heard().lines).containsExactly("(UNAVAILABLE)");
    assertThat(second.calls).hasSize(1);
  }

  @Test
  void when_the_provider_breaks_all_that_wait_go_on() {
    model = scene.provider("b", 10, new PuppetModel("second").answering("second")).model();
    begin(NOISY);
    var quiet = begin(QUIET);
    first.last().fails(Category.DENIED);
    scene.time.pass(Duration.ZERO);
    assertThat(quiet.heard().lines).containsExactly("second", "(end)");
    assertThat(model.waiting()).isZero();
  }
}
