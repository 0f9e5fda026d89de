package io.parley.core.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which errors end a piece of work, and which end the process.
class WorkFailedTest {
  @SuppressWarnings("InfiniteRecursion") // on purpose
  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }

  private static Object vast() {
    return new long[Integer.MAX_VALUE][];
  }

  @Test
  void a_stack_that_overflows_fails_the_work_and_tells_both_ends_of_it() {
    var failed = catchThrowableOfType(WorkFailed.class, () -> WorkFailed.contain(() -> deeper(0)));
    assertThat(failed).hasMessage("StackOverflowError").hasNoCause();
    assertThat(failed.getStackTrace()).hasSizeLessThanOrEqualTo(32);
    assertThat(failed.getStackTrace()[0].getMethodName()).isEqualTo("deeper");
  }

  @Test
  void an_array_that_does_not_fit_fails_the_work() {
    assertThatThrownBy(() -> WorkFailed.contain(() -> vast()))
        .isInstanceOf(WorkFailed.class)
        .hasMessage("OutOfMemoryError");
  }

  @Test
  void classes_that_cannot_be_loaded_and_assertions_fail_the_work_and_are_not_quoted() {
    for (var error :
        new Error[] {
          new NoClassDefFoundError("words"),
          new ExceptionInInitializerError("words"),
          new AssertionError("words")
        })
      assertThatThrownBy(
              () ->
                  WorkFailed.contain(
                      (Runnable)
                          () -> {
                            throw error;
                          }))
          .isInstanceOf(WorkFailed.class)
          .hasMessage(error.getClass().getSimpleName());
  }

  @Test
  void a_heap_that_stays_full_is_fatal() {
    var full = new OutOfMemoryError("Java heap space");
    assertThat(WorkFailed.isSurvivable(full, () -> false)).isFalse();
    assertThat(WorkFailed.isSurvivable(full, () -> true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Metaspace",
        "Compressed class space",
        "unable to create native thread: possibly out of memory"
      })
  void what_is_not_given_back_with_the_work_is_fatal(String message) {
    assertThat(WorkFailed.isSurvivable(new OutOfMemoryError(message), () -> true)).isFalse();
  }

  @Test
  void what_is_fatal_and_what_is_an_exception_pass_through_as_they_are() {
    for (var thrown : new Throwable[] {new InternalError("broken"), new RuntimeException("a bug")})
      assertThatThrownBy(() -> WorkFailed.contain(() -> sneak(thrown))).isSameAs(thrown);
  }

  private static int sneak(Throwable thrown) {
    if (thrown instanceof Error error) throw error;
    throw (RuntimeException) thrown;
  }
}
