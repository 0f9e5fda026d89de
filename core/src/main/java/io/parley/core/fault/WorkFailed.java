package io.parley.core.fault;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A Java [Error] that affects one piece of work only: an overflowing stack, an array that does not
/// fit, a class that cannot be loaded, an assertion. The work fails as with any exception, and the
/// process continues. Pekko treats most such errors as fatal and ends the JVM, so work on untrusted
/// input runs in [#contain].
///
/// Fatal errors pass through: a heap that stays full, a JVM that is broken.
public final class WorkFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A stack overflow has a thousand frames, nearly all of them the same.
  private static final int FIRST_FRAMES = 12;

  private static final int LAST_FRAMES = 20;

  /// One part in this many of the heap must be free to continue.
  private static final int FREE_HEAP_DIVISOR = 16;

  private WorkFailed(Throwable failure) {
    // its message may quote the input
    super(failure.getClass().getSimpleName(), null, false, true);
    setStackTrace(shortened(failure.getStackTrace()));
  }

  /// Runs the work on this thread.
  ///
  /// @throws WorkFailed if an error ended it that affects this work only; every other error and
  ///   exception passes through
  public static <T> T contain(Supplier<T> work) {
    try {
      return work.get();
    } catch (Error error) {
      if (isSurvivable(error)) throw new WorkFailed(error);
      throw error;
    }
  }

  /// The same for work without a result.
  public static void contain(Runnable work) {
    contain(
        () -> {
          work.run();
          return null;
        });
  }

  /// The failure of work that `failure` ended, in a form that may be logged: the name of its class,
  /// and its place in the code.
  public static WorkFailed by(Throwable failure) {
    return failure instanceof WorkFailed known ? known : new WorkFailed(failure);
  }

  /// Whether the process can continue as after an exception. For an [OutOfMemoryError] this may run
  /// a full garbage collection.
  public static boolean isSurvivable(Throwable failure) {
    return isSurvivable(failure, WorkFailed::hasFreeHeap);
  }

  /// @param hasFreeHeap whether enough of the heap is free, now that the work's own objects are
  ///   garbage
  static boolean isSurvivable(Throwable failure, BooleanSupplier hasFreeHeap) {
    return switch (failure) {
      case StackOverflowError _ -> true;
      case OutOfMemoryError memory -> isOfHeap(memory) && hasFreeHeap.getAsBoolean();
      // InternalError, UnknownError: the JVM is broken
      case VirtualMachineError _ -> false;
      case Throwable _ -> true;
    };
  }

  /// Metaspace and threads are not freed with the work that requested them.
  private static boolean isOfHeap(OutOfMemoryError error) {
    var said = String.valueOf(error.getMessage());
    return !said.contains("Metaspace")
        && !said.contains("Compressed class space")
        && !said.contains("native thread");
  }

  private static boolean hasFreeHeap() {
    if (isHeapFree()) return true;
    // the work's objects are garbage by now, but not collected yet
    System.gc();
    return isHeapFree();
  }

  private static boolean isHeapFree() {
    var runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    return free > runtime.maxMemory() / FREE_HEAP_DIVISOR;
  }

  private static StackTraceElement[] shortened(StackTraceElement[] frames) {
    int max = FIRST_FRAMES + LAST_FRAMES;
    if (frames.length <= max) return frames;
    var some = Arrays.copyOf(frames, max);
    System.arraycopy(frames, frames.length - LAST_FRAMES, some, FIRST_FRAMES, LAST_FRAMES);
    return some;
  }
}
