package io.parley.core.quality;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Measured values, in bounded memory: when there are too many, every second one is dropped, and of
/// those that follow only so many are kept. For one thread.
public final class Samples {
  static final int KEPT_MAX = 512;

  private final double[] kept = new double[KEPT_MAX];
  private int size;
  private long count;
  private long stride = 1;

  public void add(double value) {
    if (count++ % stride != 0) return;
    if (size == KEPT_MAX) {
      for (int i = 0; i < KEPT_MAX / 2; i++) kept[i] = kept[2 * i];
      size = KEPT_MAX / 2;
      stride *= 2;
      if ((count - 1) % stride != 0) return;
    }
    kept[size++] = value;
  }

  /// In milliseconds; 0 where the clock was set back in between.
  public void add(Duration took) {
    add(Math.max(0, took.toNanos() / 1e6));
  }

  /// Empty without any value.
  public Optional<Spread> spread() {
    if (count == 0) return Optional.empty();
    var sorted = Arrays.copyOf(kept, size);
    Arrays.sort(sorted);
    return Optional.of(new Spread(count, at(sorted, 0.5), at(sorted, 0.95)));
  }

  /// The nearest rank, to two decimals.
  private static double at(double[] sorted, double share) {
    return CallFigures.rounded(sorted[(int) Math.ceil(share * sorted.length) - 1]);
  }
}
