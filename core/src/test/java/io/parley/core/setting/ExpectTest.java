package io.parley.core.setting;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ExpectTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void the_bounds_themselves_are_valid() {
    assertThatCode(
            () -> {
              Expect.port("x", 0);
              Expect.port("x", 65_535);
              Expect.between("x", 1, 1, 2);
              Expect.between("x", 2, 1, 2);
              Expect.between("x", 0.0, 0, 1);
              Expect.between("x", SECOND, SECOND, MINUTE);
              Expect.between("x", MINUTE, SECOND, MINUTE);
              Expect.atLeast("x", 1, 1);
              Expect.atLeast("x", SECOND, "y", SECOND);
              Expect.less("x", SECOND, "y", MINUTE);
              Expect.positive("x", 1);
              Expect.positive("x", Duration.ofNanos(1));
              Expect.notNegative("x", Duration.ZERO);
              Expect.atMost("x", SECOND, SECOND);
              Expect.notBlank("x", "a");
              Expect.oneOf("x", "a", List.of("a", "b"));
              Expect.that("x", true, "a letter");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void values_beyond_the_bounds_are_refused_with_a_message() {
    refused(() -> Expect.port("x", 65_536), "x: 65536 (expected: 0 to 65535)");
    refused(() -> Expect.between("x", 3, 1, 2), "x: 3 (expected: 1 to 2)");
    refused(() -> Expect.between("x", 0, 1, 2), "x: 0 (expected: 1 to 2)");
    refused(() -> Expect.between("x", Double.NaN, 0, 1), "x: NaN (expected: 0.0 to 1.0)");
    refused(
        () -> Expect.between("x", Duration.ofMillis(999), SECOND, MINUTE),
        "x: 999ms (expected: 1s to 60s)");
    refused(
        () -> Expect.between("x", Duration.ofSeconds(61), SECOND, MINUTE),
        "x: 61s (expected: 1s to 60s)");
    refused(() -> Expect.atLeast("x", 1, 2), "x: 1 (expected: ≥ 2)");
    refused(() -> Expect.atLeast("x", SECOND, "y", MINUTE), "x: 1s (expected: ≥ y, which is 60s)");
    refused(
        () -> Expect.less("x", MINUTE, "y", MINUTE),
        "x: 60s (expected: less than y, which is 60s)");
    refused(() -> Expect.positive("x", 0), "x: 0 (expected: ≥ 1)");
    refused(() -> Expect.positive("x", Duration.ZERO), "x: 0s (expected: > 0s)");
    refused(() -> Expect.notNegative("x", SECOND.negated()), "x: -1s (expected: ≥ 0s)");
    refused(
        () -> Expect.atMost("x", Duration.ofMillis(1_500), SECOND), "x: 1500ms (expected: ≤ 1s)");
    refused(() -> Expect.notBlank("x", " "), "x: nothing (expected: a text)");
    refused(() -> Expect.oneOf("x", "c", List.of("a", "b")), "x: c (expected: one of a, b)");
  }

  @Test
  void a_value_that_may_be_secret_is_not_shown() {
    refused(
        () -> Expect.that("x", false, "a letter"),
        "x: a value of another form (expected: a letter)");
  }

  private static void refused(ThrowingCallable check, String sentence) {
    assertThatThrownBy(check).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
  }
}
