package io.parley.tools.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookAttempt;
import io.parley.core.webhook.HookMessage;
import io.parley.core.webhook.HookOutbox.Opened;
import io.parley.core.webhook.HookOutcome;
import io.parley.core.webhook.HookOutcome.Refused;
import io.parley.core.webhook.HookOutcome.Taken;
import io.parley.core.webhook.HookOutcome.Unreached;
import io.parley.core.webhook.HookTrials;
import io.parley.core.webhook.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// In manual time: attempts take as long as their receiver's answer says, and runs begin when the
/// test lets them.
class HookDeliveryTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final HookOutcome OK = new Taken(204);
  private static final WebhookId ID = new WebhookId(new UUID(0, 1));

  private final MemoryHooks hooks = new MemoryHooks();
  private final Map<TenantId, HookOutcome> answers = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final Deque<Runnable> runs = new ArrayDeque<>();
  private final HookPlaces places = new HookPlaces(4);
  private Duration takes = Duration.ZERO;
  private Instant now = NOON;
  private final HookDelivery delivery =
      new HookDelivery(hooks, this::send, places, runs::add, () -> now, () -> 0.5);

  private HookAttempt send(TenantId tenant, Opened to, HookMessage message) {
    sent.add(tenant + " " + message.id());
    now = now.plus(takes);
    return new HookAttempt(answers.getOrDefault(tenant, OK), takes);
  }

  private MemoryHooks.Hook hook(String tenant, int messages) {
    return hooks.add(tenant, ID, messages, now);
  }

  private void answers(String tenant, HookOutcome outcome) {
    answers.put(new TenantId(tenant), outcome);
  }

  private void round() {
    delivery.round().toCompletableFuture().join();
  }

  private void run() {
    round();
    while (!runs.isEmpty()) runs.remove().run();
  }

  @Test
  void messages_go_out_once_and_in_order() {
    var shop = hook("shop", 3);
    run();
    assertThat(sent).containsExactly("shop msg_1", "shop msg_2", "shop msg_3");
    assertThat(shop.nextAt).isEmpty();
    run();
    assertThat(sent).hasSize(3);
  }

  @Test
  void one_that_is_not_taken_holds_those_behind_it_until_the_receiver_is_back() {
    var shop = hook("shop", 2);
    answers("shop", new Refused(500, Optional.empty()));
    run();
    run();
    assertThat(sent).containsExactly("shop msg_1");
    assertThat(shop.nextAt).contains(NOON.plusSeconds(5));
    answers("shop", OK);
    now = NOON.plusSeconds(5);
    run();
    assertThat(sent).containsExactly("shop msg_1", "shop msg_1", "shop msg_2");
    assertThat(shop.failures.times()).isZero();
  }

  @Test
  void a_receiver_that_is_dead_for_a_day_is_switched_off() {
    var shop = hook("shop", 2);
    answers("shop", new Unreached("no-connection"));
    while (shop.switchedOff.isEmpty()) {
      run();
      now = shop.nextAt.orElse(now);
    }
    assertThat(now).isAfter(NOON.plus(Duration.ofDays(1)));
    assertThat(shop.attempts).hasSizeBetween(30, 40);
    assertThat(shop.waiting).hasSize(2);
    run();
    assertThat(shop.attempts).hasSizeBetween(30, 40);
  }

  @Test
  void a_run_ends_after_ten_seconds_and_goes_on_behind_the_others() {
    var shop = hook("shop", 10);
    takes = Duration.ofSeconds(4);
    run();
    assertThat(sent).hasSize(3);
    assertThat(shop.nextAt).contains(now);
    run();
    assertThat(sent).hasSize(6).last().isEqualTo("shop msg_6");
  }

  @Test
  void an_organisation_has_one_place() {
    hook("shop", 1);
    round();
    hooks.hooks.get("shop").nextAt = Optional.of(now);
    round();
    assertThat(runs).hasSize(1);
  }

  @Test
  void those_that_fail_have_half_of_the_places() {
    for (var tenant : List.of("a", "b", "c", "d")) {
      hook(tenant, 1);
      answers(tenant, new Unreached("timeout"));
    }
    run();
    assertThat(sent).hasSize(4);
    now = now.plusSeconds(10);
    hook("shop", 1);
    round();
    assertThat(runs).hasSize(3);
    assertThat(places.busy()).contains(new TenantId("shop"));
  }

  @Test
  void a_run_of_a_webhook_that_was_removed_leaves_its_place() {
    hook("shop", 1);
    round();
    hooks.hooks.clear();
    runs.remove().run();
    assertThat(places.busy()).isEmpty();
    assertThat(sent).isEmpty();
  }

  @Test
  void a_run_whose_claim_has_ended_sends_no_further_message() {
    var shop = hook("shop", 3);
    round();
    shop.nextAt = Optional.empty();
    runs.remove().run();
    assertThat(sent).containsExactly("shop msg_1");
    assertThat(shop.waiting).hasSize(2);
    assertThat(shop.nextAt).isEmpty();
  }

  @Test
  void working_and_failing_webhooks_are_claimed_by_turns() {
    for (int i = 0; i < 4; i++) round();
    assertThat(hooks.claims).containsExactly(false, true, true, false, false, true, true, false);
  }

  @Test
  void a_node_that_ends_stores_no_failure() {
    var shop = hook("shop", 1);
    answers("shop", new Unreached("broken"));
    round();
    delivery.close();
    runs.remove().run();
    assertThat(shop.attempts).isEmpty();
    assertThat(shop.failures.times()).isZero();
  }

  @Test
  void a_test_is_sent_at_once_and_one_at_a_time() {
    hook("shop", 0);
    var first = delivery.send(new TenantId("shop"), ID).toCompletableFuture();
    var second = delivery.send(new TenantId("shop"), ID).toCompletableFuture();
    assertThat(second.join()).isInstanceOf(HookTrials.Busy.class);
    runs.remove().run();
    assertThat(first.join()).isEqualTo(new HookTrials.Tried(new HookAttempt(OK, Duration.ZERO)));
    var unknown = delivery.send(new TenantId("shop"), new WebhookId(new UUID(0, 2)));
    runs.remove().run();
    assertThat(unknown.toCompletableFuture().join()).isInstanceOf(HookTrials.Missing.class);
    assertThat(sent).singleElement().asString().startsWith("shop msg_");
  }

  @Test
  void a_sweep_goes_on_until_nothing_is_left() {
    delivery.sweep().toCompletableFuture().join();
    assertThat(hooks.swept).isEqualTo(2);
  }
}
