package io.parley.operations;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/// Histograms of waiting times, and of how calls sounded (`…_bucket`), so that quantiles over all
/// nodes can be computed. A dozen bounds each: every bound is one more series for each label.
final class Waits implements MeterFilter {
  private static final Set<String> WAITED_FOR =
      Set.of(
          "http.server.requests",
          "parley.model.first.token",
          "parley.model.calls",
          "parley.turns",
          "parley.turn.first.token",
          "parley.call.end.of.utterance",
          "parley.call.transcription",
          "parley.call.first.token",
          "parley.call.first.sound",
          "parley.call.heard",
          "parley.call.answer",
          "parley.call.added",
          "parley.sip.setup",
          "parley.speech.first.result");

  /// Waits of sessions, not of people: a good one takes a millisecond.
  private static final String JOURNAL = "parley.journal.writes";

  private static final double[] BOUNDS =
      bounds(2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000);

  private static final double[] JOURNAL_BOUNDS =
      bounds(0.5, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

  /// Of what is no time. A score up to 310 hundredths is a bad line
  /// ([io.parley.core.quality.LineTally#BAD]).
  private static final Map<String, double[]> OTHERS =
      Map.of(
          CallQualityMeters.MOS,
          new double[] {150, 200, 260, 310, 360, 380, 400, 420, 430, 440},
          CallQualityMeters.LOSS,
          new double[] {1, 5, 10, 20, 30, 50, 100, 200, 500},
          CallQualityMeters.JITTER,
          new double[] {1, 2, 5, 10, 20, 30, 50, 100, 200},
          CallQualityMeters.WORDS,
          new double[] {60, 90, 120, 140, 160, 180, 200, 240, 300},
          CallQualityMeters.SILENCE,
          new double[] {50, 100, 200, 300, 400, 500, 600, 700, 800, 900},
          CallQualityMeters.ERRORS,
          new double[] {10, 20, 50, 100, 150, 200, 300, 500, 1_000});

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    if (WAITED_FOR.contains(id.getName())) return counted(BOUNDS, config);
    if (id.getName().equals(JOURNAL)) return counted(JOURNAL_BOUNDS, config);
    var bounds = OTHERS.get(id.getName());
    return bounds == null ? config : counted(bounds, config);
  }

  private static DistributionStatisticConfig counted(
      double[] bounds, DistributionStatisticConfig config) {
    return DistributionStatisticConfig.builder()
        .serviceLevelObjectives(bounds)
        .build()
        .merge(config);
  }

  /// In nanoseconds, as Micrometer requires.
  private static double[] bounds(double... millis) {
    return DoubleStream.of(millis).map(bound -> bound * 1e6).toArray();
  }
}
