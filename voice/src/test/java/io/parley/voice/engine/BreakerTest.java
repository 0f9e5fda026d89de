package io.parley.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.turn.Engine;
import io.parley.voice.flow.ManualTimer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {
  private final ManualTimer time = new ManualTimer();
  private final Noted noted = new Noted();
  private final Breaker breaker = new Breaker("ear", Engine.EAR, Expectations.BREAKER, time, noted);

  private static SpeechFailure failure(Category category) {
    return new SpeechFailure(category, "ear failed", null);
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
    assertThat(noted.lines()).containsExactly("ear is open");
  }

  @Test
  void a_success_in_between_begins_the_count_anew() {
    fail(2);
    breaker.succeeded();
    fail(2);
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void after_its_time_one_is_let_through_and_its_success_closes_it() {
    fail(3);
    time.pass(Duration.ofMillis(14_999));
    assertThat(breaker.enter()).isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(breaker.enter()).isTrue();
    assertThat(breaker.enter()).as("a second probe").isFalse();
    breaker.succeeded();
    assertThat(breaker.enter()).isTrue();
    assertThat(noted.lines()).containsExactly("ear is open", "ear is half_open", "ear is closed");
  }

  @Test
  void the_failure_of_that_one_opens_it_again() {
    fail(3);
    time.pass(Duration.ofSeconds(15));
    fail(1);
    assertThat(breaker.enter()).isFalse();
    time.pass(Duration.ofSeconds(15));
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void a_probe_that_was_ended_by_its_caller_makes_room_for_the_next() {
    fail(3);
    time.pass(Duration.ofSeconds(15));
    assertThat(breaker.enter()).isTrue();
    breaker.learnedNothing();
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void a_probe_in_which_nobody_speaks_does_not_keep_others_waiting_for_ever() {
    fail(3);
    time.pass(Duration.ofSeconds(15));
    assertThat(breaker.enter()).isTrue();
    time.pass(Duration.ofSeconds(15));
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void what_was_under_way_when_it_opened_does_not_close_it() {
    fail(3);
    breaker.succeeded();
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void one_that_refuses_us_is_not_asked_twice() {
    breaker.failed(failure(Category.DENIED));
    assertThat(breaker.enter()).isFalse();
  }

  @Test
  void one_that_refuses_a_text_is_as_good_as_before() {
    for (int i = 0; i < 10; i++) breaker.failed(failure(Category.REFUSED));
    assertThat(breaker.enter()).isTrue();
  }

  @Test
  void one_that_wants_to_be_left_alone_is_for_as_long_as_it_says() {
    breaker.failed(limited(Duration.ofSeconds(7)));
    time.pass(Duration.ofMillis(6_999));
    assertThat(breaker.enter()).isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(breaker.enter()).isTrue();
    assertThat(noted.lines()).as("its limit is no fault").isEmpty();
  }

  @Test
  void but_not_for_longer_than_we_bear() {
    breaker.failed(limited(Duration.ofDays(1)));
    time.pass(Duration.ofSeconds(59));
    assertThat(breaker.isShut()).isTrue();
    time.pass(Duration.ofSeconds(1));
    assertThat(breaker.isShut()).isFalse();
  }

  private static SpeechFailure limited(Duration retryAfter) {
    return new SpeechFailure(Category.RATE_LIMITED, "slow", Optional.of(retryAfter), null);
  }
}
