package io.parley.outbound.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.fault.BreakerState;
import io.parley.core.fault.ProviderFailure;
import io.parley.core.model.ModelFailure;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final List<BreakerState> states = new ArrayList<>();
  private Instant now = START;
  private final Breaker breaker =
      new Breaker(
          new BreakerSettings(3, Duration.ofSeconds(15), Duration.ofSeconds(60)),
          () -> now,
          states::add);

  private static ProviderFailure failure(Category category) {
    return new SpeechFailure(category, "ear failed", null);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.enter()).isTrue();
      breaker.failed(failure(Category.UNAVAILABLE));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "TIMEOUT", "GARBAGE", "RATE_LIMITED"})
  void the_third_failure_in_a_row_opens_it(Category category) {
    breaker.failed(failure(category));
    breaker.failed(failure(category));
    assertThat(breaker.enter()).isTrue();
    breaker.failed(failure(category));
    assertThat(breaker.enter()).isFalse();
    assertThat(breaker.isShut()).isTrue();
    assertThat(states).containsExactly(BreakerState.OPEN);
  }

  @Test
  void a_success_resets_the_count() {
    fail(2);
    breaker.succeeded();
    assertThat(breaker.failures()).isZero();
    fail(2);
    assertThat(breaker.failures()).isEqualTo(2);
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void after_the_open_time_a_successful_probe_closes_it() {
    fail(3);
    pass(Duration.ofMillis(14_999));
    assertThat(breaker.enter()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(breaker.enter()).isTrue();
    assertThat(breaker.enter()).as("a second probe").isFalse();
    breaker.succeeded();
    assertThat(breaker.enter()).isTrue();
    assertThat(states)
        .containsExactly(BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.CLOSED);
  }

  @Test
  void a_failed_probe_opens_it_again() {
    fail(3);
    pass(Duration.ofSeconds(15));
    fail(1);
    assertThat(breaker.enter()).isFalse();
    pass(Duration.ofSeconds(15));
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void a_probe_ended_by_its_caller_allows_the_next() {
    fail(3);
    pass(Duration.ofSeconds(15));
    assertThat(breaker.enter()).isTrue();
    breaker.learnedNothing();
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void a_probe_without_a_result_does_not_block_others_for_ever() {
    fail(3);
    pass(Duration.ofSeconds(15));
    assertThat(breaker.enter()).isTrue();
    pass(Duration.ofSeconds(15));
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void calls_from_before_it_opened_neither_close_it_nor_keep_it_open() {
    fail(3);
    breaker.succeeded();
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    pass(Duration.ofSeconds(14));
    breaker.failed(failure(Category.TIMEOUT));
    pass(Duration.ofSeconds(1));
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void a_provider_that_denies_us_is_not_asked_twice() {
    breaker.failed(failure(Category.DENIED));
    assertThat(breaker.enter()).isFalse();
  }

  @Test
  void a_refused_text_does_not_count() {
    for (int i = 0; i < 10; i++) breaker.failed(failure(Category.REFUSED));
    assertThat(breaker.enter()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = ModelFailure.Category.class,
      names = {"REFUSED", "FILTERED", "UNUSABLE", "BUDGET_SPENT"})
  void an_answer_withheld_from_one_customer_does_not_count(ModelFailure.Category category) {
    for (int i = 0; i < 10; i++) breaker.failed(new ModelFailure(category, "refused", null));
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void a_requested_pause_is_respected() {
    breaker.failed(limited(Duration.ofSeconds(7)));
    assertThat(breaker.leftAloneUntil()).contains(START.plusSeconds(7));
    pass(Duration.ofMillis(6_999));
    assertThat(breaker.enter()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(breaker.enter()).isTrue();
    assertThat(breaker.leftAloneUntil()).isEmpty();
    assertThat(states).as("its limit is no fault").isEmpty();
  }

  @Test
  void a_requested_pause_is_bounded() {
    breaker.failed(limited(Duration.ofDays(1)));
    pass(Duration.ofSeconds(59));
    assertThat(breaker.isShut()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(breaker.isShut()).isFalse();
  }

  @Test
  void a_reset_breaker_lets_calls_through() {
    assertThat(breaker.since()).isEmpty();
    fail(3);
    assertThat(breaker.since()).contains(START);
    breaker.failed(limited(Duration.ofSeconds(7)));
    breaker.reset();
    assertThat(breaker.enter()).isTrue();
    assertThat(breaker.failures()).isZero();
    assertThat(states).containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
  }

  private static ProviderFailure limited(Duration retryAfter) {
    return new SpeechFailure(Category.RATE_LIMITED, "slow", Optional.of(retryAfter), null);
  }
}
