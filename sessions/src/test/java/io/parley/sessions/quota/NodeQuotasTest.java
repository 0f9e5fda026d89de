package io.parley.sessions.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.quota.LentWindow;
import io.parley.core.quota.QuotaKind;
import io.parley.core.quota.QuotaPlan;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.SessionUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Nodes on a timeline: their clocks and the lender's differ by a constant.
class NodeQuotasTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId FREE = new TenantId("free");
  private static final long LOAN = LentWindow.LOAN.toMillis();
  private static final long MINUTE = 60_000;

  private final OneAccount lender = new OneAccount();
  private final NodeQuotas first = node("first", 17);
  private final NodeQuotas second = node("second", -90_000);

  private NodeQuotas node(String name, long offset) {
    return new NodeQuotas(QuotaPlan.NONE, name, lender, () -> lender.now + offset);
  }

  private void limit(QuotaKind kind, long limit) {
    for (var node : List.of(first, second))
      node.plansAre(Map.of(SHOP, new QuotaPlan(Map.of(kind, limit))));
  }

  private static <T> T done(CompletionStage<T> stage) {
    var future = stage.toCompletableFuture();
    assertThat(future).isDone();
    return future.join();
  }

  private static boolean takes(NodeQuotas node) {
    return done(node.take(SHOP, QuotaKind.TURNS)).isEmpty();
  }

  private static int takenBy(NodeQuotas node, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) if (takes(node)) taken++;
    return taken;
  }

  @Test
  void without_a_quota_nobody_is_asked() {
    limit(QuotaKind.TURNS, 1);
    for (int i = 0; i < 100; i++) {
      assertThat(done(first.take(FREE, QuotaKind.TURNS))).isEmpty();
      assertThat(done(first.take(SHOP, QuotaKind.SESSIONS))).isEmpty();
      first.used(FREE, 1_000_000);
    }
    first.settle();
    assertThat(lender.wishes).isEmpty();
  }

  @Test
  void all_nodes_together_take_no_more_than_the_quota() {
    limit(QuotaKind.TURNS, 10);
    assertThat(takenBy(first, 7) + takenBy(second, 7)).isEqualTo(10);
    var met = done(second.take(SHOP, QuotaKind.TURNS)).orElseThrow();
    assertThat(met.limit()).isEqualTo(10);
    assertThat(met.retryAfter())
        .isBetween(Duration.ofMillis(MINUTE), Duration.ofMillis(MINUTE + LOAN + 500));
  }

  @Test
  void loans_grow_with_their_use_so_that_few_questions_are_asked() {
    limit(QuotaKind.TURNS, 1_000);
    assertThat(takenBy(first, 200)).isEqualTo(200);
    assertThat(lender.wishes.size()).isLessThan(10);
  }

  @Test
  void a_refused_node_asks_once_a_second() {
    limit(QuotaKind.TURNS, 1);
    assertThat(takenBy(first, 1_000)).isEqualTo(1);
    assertThat(lender.wishes).hasSize(2);
    lender.now += 1_000;
    assertThat(takenBy(first, 1_000)).isZero();
    assertThat(lender.wishes).hasSize(3);
  }

  @Test
  void permits_expire_and_go_back_to_other_nodes() {
    limit(QuotaKind.TURNS, 20);
    // one, two more: with the second loan the node has one permit more than it uses
    assertThat(takenBy(first, 2)).isEqualTo(2);
    assertThat(takenBy(second, 20)).isEqualTo(17);
    lender.now += LOAN;
    assertThat(takenBy(second, 1)).isZero();
    first.settle();
    lender.now += 1_000;
    assertThat(takenBy(second, 5)).isEqualTo(1);
  }

  @Test
  void an_expired_permit_is_not_used() {
    limit(QuotaKind.TURNS, 20);
    assertThat(takenBy(first, 2)).isEqualTo(2);
    lender.now += LOAN;
    int asked = lender.wishes.size();
    assertThat(takes(first)).isTrue();
    assertThat(lender.wishes).hasSize(asked + 1);
    assertThat(lender.wishes.getLast().unused()).isPresent();
  }

  @Test
  void requests_wait_for_one_answer() {
    limit(QuotaKind.TURNS, 100);
    lender.isHeldBack = true;
    var waiting = new ArrayList<CompletionStage<Optional<Met>>>();
    for (int i = 0; i < 5; i++) waiting.add(first.take(SHOP, QuotaKind.TURNS));
    assertThat(lender.wishes).hasSize(1);
    assertThat(waiting).allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isNotDone());
    lender.answerAll();
    assertThat(waiting).allSatisfy(stage -> assertThat(done(stage)).isEmpty());
  }

  @Test
  void a_loan_that_expired_on_its_way_is_not_used() {
    limit(QuotaKind.TURNS, 100);
    lender.isHeldBack = true;
    var waiting = first.take(SHOP, QuotaKind.TURNS).toCompletableFuture();
    lender.now += LOAN;
    lender.answerAll();
    assertThatThrownBy(waiting::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(SessionUnavailable.class);
  }

  @Test
  void without_an_answer_nothing_is_granted() {
    limit(QuotaKind.TURNS, 100);
    lender.isDown = true;
    var refused = first.take(SHOP, QuotaKind.TURNS).toCompletableFuture();
    assertThatThrownBy(refused::join).hasCauseInstanceOf(SessionUnavailable.class);
    lender.isDown = false;
    assertThat(takes(first)).isTrue();
  }

  /// A node that dies takes its permits with it; another starts under another name.
  @Test
  void no_minute_has_more_uses_than_the_quota_though_nodes_come_and_go() {
    var random = new Random(17);
    int quota = 30;
    limit(QuotaKind.TURNS, quota);
    var nodes = new ArrayList<>(List.of(first, second));
    var used = new ArrayList<Long>();
    for (int i = 0; i < 20_000; i++) {
      lender.now += random.nextLong(100);
      if (random.nextInt(5_000) == 0) {
        var started = node("node-" + i, random.nextLong(1_000_000));
        started.plansAre(Map.of(SHOP, new QuotaPlan(Map.of(QuotaKind.TURNS, (long) quota))));
        nodes.set(random.nextInt(nodes.size()), started);
      }
      var node = nodes.get(random.nextInt(nodes.size()));
      if (random.nextInt(10) == 0) node.settle();
      if (takes(node)) used.add(lender.now);
    }
    for (int from = 0, to = 0; to < used.size(); to++) {
      while (used.get(to) - used.get(from) >= MINUTE) from++;
      assertThat(to - from + 1).isLessThanOrEqualTo(quota);
    }
    // and not much less: a permit is lost with its node alone
    double minutes = lender.now / (double) MINUTE;
    assertThat(used.size() / minutes).isGreaterThan(quota * 0.85);
  }

  @Test
  void tokens_of_all_nodes_count_and_turns_wait_for_the_next_minute() {
    limit(QuotaKind.TOKENS, 1_000);
    assertThat(done(first.take(SHOP, QuotaKind.TOKENS))).isEmpty();
    first.used(SHOP, 600);
    second.used(SHOP, 600);
    first.settle();
    second.settle();
    lender.now += LOAN;
    var met = done(first.take(SHOP, QuotaKind.TOKENS)).orElseThrow();
    assertThat(met.kind()).isEqualTo(QuotaKind.TOKENS);
    assertThat(done(second.take(SHOP, QuotaKind.TOKENS))).isPresent();
    lender.now += MINUTE + 1_000;
    assertThat(done(first.take(SHOP, QuotaKind.TOKENS))).isEmpty();
  }

  @Test
  void tokens_that_could_not_be_reported_are_reported_later() {
    limit(QuotaKind.TOKENS, 1_000);
    first.used(SHOP, 1_500);
    lender.isDown = true;
    first.settle();
    lender.isDown = false;
    assertThat(done(second.take(SHOP, QuotaKind.TOKENS))).isEmpty();
    first.settle();
    lender.now += LOAN;
    assertThat(done(second.take(SHOP, QuotaKind.TOKENS))).isPresent();
  }

  @Test
  void calls_of_all_nodes_count_until_they_end() {
    limit(QuotaKind.CALLS, 2);
    assertThat(done(first.takeCall(SHOP))).isEmpty();
    assertThat(done(second.takeCall(SHOP))).isEmpty();
    assertThat(done(first.takeCall(SHOP)).orElseThrow().kind()).isEqualTo(QuotaKind.CALLS);
    second.leaveCall(SHOP);
    assertThat(done(first.takeCall(SHOP))).isEmpty();
    assertThat(done(second.takeCall(SHOP))).isPresent();
  }

  @Test
  void a_call_that_comes_from_another_node_counts_whatever_the_quota() {
    limit(QuotaKind.CALLS, 1);
    assertThat(done(first.takeCall(SHOP))).isEmpty();
    second.addCall(SHOP);
    first.leaveCall(SHOP);
    assertThat(done(first.takeCall(SHOP))).as("it counts at its new node").isPresent();
    second.leaveCall(SHOP);
    assertThat(done(first.takeCall(SHOP))).isEmpty();
  }

  @Test
  void calls_of_a_node_that_died_count_no_more() {
    limit(QuotaKind.CALLS, 1);
    assertThat(done(first.takeCall(SHOP))).isEmpty();
    assertThat(done(second.takeCall(SHOP))).isPresent();
    lender.forget("first");
    assertThat(done(second.takeCall(SHOP))).isEmpty();
  }

  @Test
  void calls_that_began_before_the_quota_count() {
    assertThat(done(first.takeCall(SHOP))).isEmpty();
    assertThat(done(first.takeCall(SHOP))).isEmpty();
    limit(QuotaKind.CALLS, 2);
    first.renewCalls();
    assertThat(done(second.takeCall(SHOP))).isPresent();
    first.leaveCall(SHOP);
    assertThat(done(second.takeCall(SHOP))).isEmpty();
  }

  @Test
  void renewals_do_not_pile_up_while_the_lender_does_not_answer() {
    limit(QuotaKind.CALLS, 5);
    for (int i = 0; i < 3; i++) assertThat(done(first.takeCall(SHOP))).isEmpty();
    var late = new CompletableFuture<Void>();
    lender.renewed = late;
    for (int i = 0; i < 10; i++) first.renewCalls();
    first.leaveCall(SHOP);
    assertThat(lender.renewals).isEqualTo(1);
    late.complete(null);
    assertThat(lender.renewals).isEqualTo(2);
    // the number of the last moment was told
    for (int i = 0; i < 3; i++) assertThat(done(second.takeCall(SHOP))).isEmpty();
    assertThat(done(second.takeCall(SHOP))).isPresent();
  }
}
