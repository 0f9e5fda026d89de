package io.parley.core.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Errors that end a piece of work, and errors that end the process.
class WorkFailedTest {
  @SuppressWarnings("InfiniteRecursion") // on purpose
  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }

  private static Object vast() {
    return new long[Integer.MAX_VALUE][];
  }

  @Test
  void a_stack_overflow_fails_the_work_and_keeps_both_ends_of_the_trace() {
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
  void unloadable_classes_and_assertions_fail_the_work_without_their_messages() {
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
  void exhausted_metaspace_and_threads_are_fatal(String message) {
    assertThat(WorkFailed.isSurvivable(new OutOfMemoryError(message), () -> true)).isFalse();
  }

  @Test
  void fatal_errors_and_exceptions_pass_through() {
    for (var thrown : new Throwable[] {new InternalError("broken"), new RuntimeException("a bug")})
      assertThatThrownBy(() -> WorkFailed.contain(() -> sneak(thrown))).isSameAs(thrown);
  }

  private static int sneak(Throwable thrown) {
    if (thrown instanceof Error error) throw error;
    throw (RuntimeException) thrown;
  }
}
