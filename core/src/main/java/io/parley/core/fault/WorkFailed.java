package io.parley.core.fault;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One piece of work failed by an [Error] of Java that concerns nothing else: an overflowing stack,
/// an array that does not fit, a class that cannot be loaded, an assertion. The work has failed as
/// by any exception; the process goes on. Pekko takes most such errors for fatal and ends the JVM,
/// so work on what strangers send runs in [#contain].
///
/// What remains fatal passes through: a heap that stays full, a JVM that is broken.
public final class WorkFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Of a stack that overflowed a thousand frames are told, nearly all of them the same.
  private static final int FIRST_FRAMES = 12;

  private static final int LAST_FRAMES = 20;

  /// The part of the heap that must be free for work to go on.
  private static final int ROOM_DIVISOR = 16;

  private WorkFailed(Throwable failure) {
    // its own words may quote what was worked on
    super(failure.getClass().getSimpleName(), null, false, true);
    setStackTrace(shortened(failure.getStackTrace()));
  }

  /// Does the work on this thread.
  ///
  /// @throws WorkFailed when it ended by an error that concerns it alone; every other error and
  ///   exception passes through as it is
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

  /// The failure of work that ended by `failure`, in a form that may be logged: the name of its
  /// class, and where it happened.
  public static WorkFailed by(Throwable failure) {
    return failure instanceof WorkFailed known ? known : new WorkFailed(failure);
  }

  /// Whether the process can go on as if the work had failed by an exception. Asking about an
  /// [OutOfMemoryError] may collect the garbage of the whole heap.
  public static boolean isSurvivable(Throwable failure) {
    return isSurvivable(failure, WorkFailed::hasRoom);
  }

  /// @param hasRoom whether the heap has room now that the work's own objects are garbage
  static boolean isSurvivable(Throwable failure, BooleanSupplier hasRoom) {
    return switch (failure) {
      case StackOverflowError _ -> true;
      case OutOfMemoryError memory -> isOfHeap(memory) && hasRoom.getAsBoolean();
      // InternalError, UnknownError: nothing that this JVM says can be believed
      case VirtualMachineError _ -> false;
      case Throwable _ -> true;
    };
  }

  /// Metaspace and threads are not given back with the work that asked for them.
  private static boolean isOfHeap(OutOfMemoryError error) {
    var said = String.valueOf(error.getMessage());
    return !said.contains("Metaspace")
        && !said.contains("Compressed class space")
        && !said.contains("native thread");
  }

  private static boolean hasRoom() {
    if (isRoomFree()) return true;
    // what the work held is garbage by now, and nobody has looked
    System.gc();
    return isRoomFree();
  }

  private static boolean isRoomFree() {
    var runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    return free > runtime.maxMemory() / ROOM_DIVISOR;
  }

  private static StackTraceElement[] shortened(StackTraceElement[] frames) {
    int max = FIRST_FRAMES + LAST_FRAMES;
    if (frames.length <= max) return frames;
    var some = Arrays.copyOf(frames, max);
    System.arraycopy(frames, frames.length - LAST_FRAMES, some, FIRST_FRAMES, LAST_FRAMES);
    return some;
  }
}
