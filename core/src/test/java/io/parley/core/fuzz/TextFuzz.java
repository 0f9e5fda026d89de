package io.parley.core.fuzz;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Runs readers on hostile texts of up to 64 Ki units. A reader fails if it needs a stack of more
/// than 256 KiB, throws an unexpected exception, or needs much more than four times the processor
/// time for four times the text: growth is measured, not seconds.
///
/// System properties: `fuzz.seconds` for each list of readers, 4 by default; `fuzz.seed`, a new one
/// at each run by default. The seed of a failure is in its message.
public final class TextFuzz {
  private static final int STACK = 256 * 1024;
  private static final int[] LENGTHS = {1 << 12, 1 << 14, 1 << 16};

  /// Linear is 4, n log n less than 5, quadratic 16.
  private static final double GROWTH_MAX = 8;

  /// Shorter times may be due to the compiler or processor caches. Quadratic work on the longest
  /// text takes seconds.
  private static final long NOTICEABLE_NANOS = 100_000_000;

  private static final int REPEATS = 5;
  private static final int ROUNDS = 5;
  private static final long FIXED_SEED = 12;

  /// Not a limit for a reader: only detects one that never returns.
  private static final Duration NEVER = Duration.ofMinutes(1);

  /// The duration of one test.
  public static final Duration EACH = Duration.ofSeconds(Long.getLong("fuzz.seconds", 4));

  private TextFuzz() {}

  /// For `fuzz.seconds`: half of the time the same texts at every run, half of it new ones.
  public static void tryOn(List<Reader> readers) {
    // initialises classes with a stack of the usual size, before any hostile text
    for (var reader : readers) read(reader, "hello");
    var failures = new LinkedHashMap<Reader, AssertionError>();
    tryOn(readers, FIXED_SEED, failures);
    tryOn(readers, Long.getLong("fuzz.seed", System.nanoTime()), failures);
    if (failures.isEmpty()) return;
    var all =
        new AssertionError(
            failures.values().stream()
                .map(Throwable::getMessage)
                .collect(Collectors.joining("\n")));
    failures.values().forEach(all::addSuppressed);
    throw all;
  }

  /// Continues after a failure, with the remaining readers.
  private static void tryOn(List<Reader> readers, long seed, Map<Reader, AssertionError> failures) {
    long end = System.nanoTime() + EACH.toNanos() / 2;
    for (long n = seed; System.nanoTime() - end < 0; n++) {
      var random = new Random(n);
      // neighbouring seeds draw alike at first
      random.nextLong();
      var reader = readers.get(random.nextInt(readers.size()));
      var text = HostileText.drawn(random, List.of());
      if (failures.containsKey(reader)) continue;
      try {
        tryOn(reader, text::of, "-Dfuzz.seed=" + n + ", " + text, LENGTHS.length);
      } catch (AssertionError e) {
        failures.put(reader, e);
      }
    }
  }

  /// A hostile text in any number of UTF-16 units, drawn by `random`.
  ///
  /// @param own fragments with a meaning to its reader
  public static IntFunction<String> text(Random random, List<String> own) {
    random.nextLong();
    return HostileText.drawn(random, own)::of;
  }

  /// One text for each of many fragments, which it repeats.
  ///
  /// @param own more fragments
  public static List<IntFunction<String>> repetitions(List<String> own) {
    return HostileText.repetitions(own).stream()
        .<IntFunction<String>>map(text -> text::of)
        .toList();
  }

  /// Texts of up to 16 Ki units that once caused a failure, for all readers: each fragment
  /// repeated, followed by a character.
  public static void tryOn(List<Reader> readers, List<String> fragments) {
    for (var fragment : fragments)
      for (var reader : readers)
        tryOn(
            reader,
            new HostileText("", List.of(fragment), 1, fragment.substring(0, 1))::of,
            "'" + fragment + "', repeated",
            LENGTHS.length - 1);
  }

  /// One text in growing lengths.
  ///
  /// @param text the text of a given number of UTF-16 units
  /// @param lengths how many of [#LENGTHS]
  private static void tryOn(Reader reader, IntFunction<String> text, String what, int lengths) {
    long before = 0;
    for (int i = 0; i < lengths; i++) {
      long now = nanos(reader, text.apply(LENGTHS[i]), what);
      // other work of the machine delays one measurement or the other, but not again and again
      for (int round = 0; i > 0 && round < ROUNDS && growsTooFast(before, now); round++) {
        before = least(reader, text.apply(LENGTHS[i - 1]), what, before);
        now = least(reader, text.apply(LENGTHS[i]), what, now);
      }
      if (i > 0 && growsTooFast(before, now))
        throw new AssertionError(
            "%s takes %d ms for %d units and %d ms for %d (expected: at most %s times as long): %s"
                .formatted(
                    reader.name(),
                    before / 1_000_000,
                    LENGTHS[i - 1],
                    now / 1_000_000,
                    LENGTHS[i],
                    GROWTH_MAX,
                    what));
      before = now;
    }
  }

  private static boolean growsTooFast(long before, long now) {
    return now > NOTICEABLE_NANOS && now > GROWTH_MAX * before;
  }

  private static long least(Reader reader, String text, String what, long known) {
    long least = known;
    for (int i = 0; i < REPEATS; i++) least = Math.min(least, nanos(reader, text, what));
    return least;
  }

  /// Processor time, on a thread of its own with a small stack.
  private static long nanos(Reader reader, String text, String what) {
    var took = new CompletableFuture<Long>();
    var thread = new Thread(null, () -> run(reader, text, took), "fuzz", STACK);
    thread.setDaemon(true);
    thread.start();
    try {
      return took.get(NEVER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      var place = e.getCause().getStackTrace();
      throw new AssertionError(
          "%s throws %s at %s for %d units: %s"
              .formatted(
                  reader.name(),
                  e.getCause(),
                  place.length == 0 ? "?" : place[0],
                  text.length(),
                  what),
          e.getCause());
    } catch (TimeoutException e) {
      var hung = new AssertionError(reader.name() + " does not come back: " + what);
      hung.setStackTrace(thread.getStackTrace());
      throw hung;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Reader reader, String text, CompletableFuture<Long> took) {
    var clock = ManagementFactory.getThreadMXBean();
    long from = clock.getCurrentThreadCpuTime();
    try {
      read(reader, text);
      took.complete(clock.getCurrentThreadCpuTime() - from);
    } catch (RuntimeException | Error e) {
      took.completeExceptionally(e);
    }
  }

  private static void read(Reader reader, String text) {
    try {
      reader.read().accept(text);
    } catch (RuntimeException e) {
      // a refusal is a valid result
      if (!(e instanceof IllegalArgumentException) && !isOurs(e)) throw e;
    }
  }

  private static boolean isOurs(RuntimeException e) {
    return e.getClass().getName().startsWith("io.parley.");
  }
}
