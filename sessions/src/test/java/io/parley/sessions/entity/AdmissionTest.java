package io.parley.sessions.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.limit.Permits;
import io.parley.core.limit.RateCounts;
import io.parley.core.limit.RateLimit;
import io.parley.core.limit.RateLimit.Granted;
import io.parley.core.model.Usage;
import io.parley.core.session.UsageEvent.UsageRecorded;
import io.parley.sessions.limit.RateLimiter;
import io.parley.sessions.limit.RateLimiter.Lend;
import io.parley.sessions.limit.RateLimiter.Loan;
import io.parley.sessions.limit.RateLimiter.Took;
import io.parley.sessions.limit.RateLimiter.Used;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/// Permits that a session holds, and questions that it does not wait for.
class AdmissionTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final RateLimit LIMIT = new RateLimit(4, 1_000);

  private final AtomicReference<Admission> admission = new AtomicReference<>();
  private final AtomicReference<Consumer<Admission>> work = new AtomicReference<>();
  private final BehaviorTestKit<SessionEntity.Message> session =
      BehaviorTestKit.create(
          Behaviors.setup(
              context -> {
                admission.set(new Admission(context, Duration.ofSeconds(5)));
                return Behaviors.receiveMessage(
                    _ -> {
                      work.get().accept(admission.get());
                      return Behaviors.same();
                    });
              }));

  /// Runs in the session's thread.
  private void does(Consumer<Admission> wanted) {
    work.set(wanted);
    session.run(new SessionEntity.Wake());
  }

  private void asksAhead(RateLimit limit) {
    does(admission -> admission.ahead(limit, RateCounts.NONE, NOON));
  }

  private boolean takes() {
    return takes(LIMIT);
  }

  private boolean takes(RateLimit limit) {
    var taken = new AtomicBoolean();
    does(admission -> taken.set(admission.takes(limit, RateCounts.NONE, NOON)));
    return taken.get();
  }

  private void uses(int tokens) {
    var used = new UsageRecorded(new Usage("test", tokens, 0, 10, "EUR", false), NOON);
    does(admission -> admission.committed(used));
  }

  /// Messages to the limiter since the last call.
  private List<RateLimiter.Message> told(String limiter) {
    return session.<RateLimiter.Message>childInbox(limiter).getAllReceived();
  }

  private Lend question(String limiter) {
    return (Lend) told(limiter).getLast();
  }

  private void lends(Lend question, int turns, int tokens) {
    var loan = new Loan(question.number(), new Permits(turns, tokens), new Granted());
    does(admission -> admission.lent(loan));
  }

  @Test
  void no_permit_is_used_before_a_loan() {
    asksAhead(LIMIT);
    assertThat(takes()).isFalse();
    lends(question("limiter-1"), 4, 1_000);
    assertThat(takes()).isTrue();
  }

  @Test
  void the_limiter_is_told_before_the_next_question_and_not_at_each_turn() {
    asksAhead(LIMIT);
    lends(question("limiter-1"), 4, 1_000);
    assertThat(takes()).isTrue();
    uses(10);
    assertThat(told("limiter-1")).isEmpty();
    asksAhead(LIMIT);
    assertThat(told("limiter-1"))
        .startsWith(new Took(NOON), new Used(10, NOON))
        .hasSize(3)
        .last()
        .isInstanceOf(Lend.class);
  }

  @Test
  void what_the_limiter_is_not_told_is_bounded() {
    asksAhead(LIMIT);
    lends(question("limiter-1"), 1_000, 1_000_000);
    for (int turn = 0; turn < 15; turn++) assertThat(takes()).isTrue();
    assertThat(told("limiter-1")).isEmpty();
    assertThat(takes()).isTrue();
    assertThat(told("limiter-1")).hasSize(16).containsOnly(new Took(NOON));
  }

  @Test
  void permits_are_renewed_before_they_run_out() {
    asksAhead(LIMIT);
    lends(question("limiter-1"), 4, 1_000);
    assertThat(takes()).isTrue();
    assertThat(takes()).isTrue();
    assertThat(told("limiter-1")).isEmpty();
    assertThat(takes()).isTrue();
    assertThat(question("limiter-1").at()).isEqualTo(NOON);
    // it is asked once
    assertThat(takes()).isTrue();
    assertThat(told("limiter-1")).isEmpty();
    assertThat(takes()).isFalse();
  }

  @Test
  void usage_since_the_request_counts_against_a_loan() {
    asksAhead(LIMIT);
    lends(question("limiter-1"), 3, 1_000);
    assertThat(takes()).isTrue();
    assertThat(takes()).isTrue();
    var question = question("limiter-1");
    assertThat(takes()).isTrue();
    lends(question, 2, 1_000);
    assertThat(takes()).isTrue();
    assertThat(takes()).isFalse();
  }

  @Test
  void used_up_tokens_leave_no_permit() {
    asksAhead(LIMIT);
    lends(question("limiter-1"), 4, 1_000);
    uses(1_000);
    assertThat(takes()).isFalse();
  }

  @Test
  void an_answer_to_an_older_question_lends_nothing() {
    asksAhead(LIMIT);
    var older = question("limiter-1");
    asksAhead(LIMIT);
    lends(older, 4, 1_000);
    assertThat(takes()).isFalse();
  }

  @Test
  void another_limit_has_a_limiter_of_its_own() {
    asksAhead(LIMIT);
    var older = question("limiter-1");
    lends(older, 4, 1_000);
    var other = new RateLimit(1, 10);
    assertThat(takes(other)).isFalse();
    lends(older, 4, 1_000);
    assertThat(takes(other)).isFalse();
    asksAhead(other);
    lends(question("limiter-2"), 1, 10);
    assertThat(takes(other)).isTrue();
  }
}
