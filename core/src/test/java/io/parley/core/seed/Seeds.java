package io.parley.core.seed;

import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// The seeds of a simulation: some fixed ones at every run, and new ones each time. The same seed
/// gives the same run, and a failure names it.
///
/// System properties: `simulation.seeds`, one (`17`) or a row of them (`17..4200`), in place of all
/// others; `simulation.times`, the factor for the number of new ones, 1 by default.
public final class Seeds {
  private static final Pattern NAMED = Pattern.compile("(-?\\d+)(?:\\.\\.(-?\\d+))?");

  /// The default number of new seeds, as a part of the fixed ones.
  private static final int NEW_SHARE = 20;

  private final LongStream fixed;
  private final LongStream others;

  private Seeds(LongStream fixed, LongStream others) {
    this.fixed = fixed;
    this.others = others;
  }

  /// Runs the simulation with each seed, in several threads.
  ///
  /// @param fixed the number of fixed seeds, which are 0, 1, 2 …
  public static void each(int fixed, LongConsumer run) {
    mean(
        fixed,
        seed -> {
          run.accept(seed);
          return 0;
        });
  }

  /// Runs the simulation with each seed, and returns the mean result of the fixed ones; empty if
  /// `simulation.seeds` names others.
  public static OptionalDouble mean(int fixed, LongToIntFunction run) {
    return of(
            fixed,
            System.getProperty("simulation.seeds", ""),
            Integer.getInteger("simulation.times", 1),
            ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE))
        .mean(run);
  }

  /// @param named as `simulation.seeds`, may be empty; @param times as `simulation.times`
  /// @param first the first of the new ones; the others follow it
  static Seeds of(int fixed, String named, int times, int first) {
    if (!named.isEmpty()) return new Seeds(LongStream.empty(), named(named));
    long news = times > 1 ? (long) fixed * (times - 1) : Math.ceilDiv(fixed, NEW_SHARE);
    return new Seeds(LongStream.range(0, fixed), LongStream.range(first, first + news));
  }

  private static LongStream named(String named) {
    var numbers = NAMED.matcher(named);
    if (!numbers.matches())
      throw new IllegalArgumentException(
          "simulation.seeds: %s (expected: a number such as 17, or two such as 17..4200)"
              .formatted(named));
    long from = Long.parseLong(numbers.group(1));
    return numbers.group(2) == null
        ? LongStream.of(from)
        : LongStream.rangeClosed(from, Long.parseLong(numbers.group(2)));
  }

  /// Several seeds at a time, as each run depends on its seed alone: first the fixed ones, then the
  /// others. After a failure no further run begins.
  OptionalDouble mean(LongToIntFunction run) {
    var failed = new AtomicReference<AssertionError>();
    LongToIntFunction watched = seed -> failed.get() == null ? run(seed, run, failed) : 0;
    var mean = fixed.parallel().mapToInt(watched).average();
    others
        .parallel()
        .forEach(
            seed -> {
              int _ = watched.applyAsInt(seed);
            });
    if (failed.get() != null) throw failed.get();
    return mean;
  }

  private static int run(long seed, LongToIntFunction run, AtomicReference<AssertionError> failed) {
    try {
      return run.applyAsInt(seed);
    } catch (AssertionError | RuntimeException failure) {
      failed.compareAndSet(
          null,
          new AssertionError("-Dsimulation.seeds=" + seed + ": " + failure.getMessage(), failure));
      return 0;
    }
  }
}
