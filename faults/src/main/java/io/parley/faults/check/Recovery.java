package io.parley.faults.check;

import io.parley.faults.load.Load;
import java.time.Duration;
import java.util.List;

/// (5) How long it took until every session answered again.
///
/// @param patience the time allowed; @param silent sessions that did not answer within it
public record Recovery(Duration took, Duration patience, List<String> silent) {
  public Recovery {
    silent = List.copyOf(silent);
  }

  /// Waits until every session answers, or the time is over.
  ///
  /// @param since start of the measurement, by [System#nanoTime]
  public static Recovery of(Load load, long since, Duration patience) {
    var left = patience.minusNanos(System.nanoTime() - since);
    load.awaitAnswers(since, left.isPositive() ? left : Duration.ZERO);
    return new Recovery(
        Duration.ofNanos(System.nanoTime() - since), patience, load.silentSince(since));
  }

  public List<Violation> violations() {
    return silent.stream()
        .map(
            session ->
                new Violation(
                    5,
                    session,
                    0,
                    "",
                    "does not answer within %d s".formatted(patience.toSeconds())))
        .toList();
  }
}
