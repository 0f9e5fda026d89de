package io.parley.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.parley.bench.client.Frame;
import io.parley.bench.measure.Paired;
import io.parley.bench.measure.Spread;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// The figures of a server under one or more loads, with something enabled and disabled in turn.
///
/// @param measured in the order of time: of each load as often in one state as in the other
record Comparison(List<Measured> measured) {
  Comparison {
    measured = List.copyOf(measured);
  }

  /// @param name with its unit
  record Figure(String name, double value) {}

  /// One measurement.
  ///
  /// @param load in words, such as `50 sessions`
  /// @param isClean whether something was measured, and nothing went wrong
  record Measured(String load, boolean isEnabled, List<Figure> figures, boolean isClean) {
    Measured {
      figures = List.copyOf(figures);
    }
  }

  boolean isClean() {
    return measured.stream().allMatch(Measured::isClean);
  }

  List<String> loads() {
    return measured.stream().map(Measured::load).distinct().toList();
  }

  /// The figure enabled (first) and disabled (second).
  Paired paired(String load, String figure) {
    return new Paired(values(load, figure, true), values(load, figure, false));
  }

  private List<Double> values(String load, String figure, boolean isEnabled) {
    return measured.stream()
        .filter(each -> each.load().equals(load) && each.isEnabled() == isEnabled)
        .flatMap(each -> each.figures().stream())
        .filter(each -> each.name().equals(figure))
        .map(Figure::value)
        .toList();
  }

  private List<String> figures(String load) {
    return measured.stream()
        .filter(each -> each.load().equals(load))
        .flatMap(each -> each.figures().stream())
        .map(Figure::name)
        .distinct()
        .toList();
  }

  /// For each load a table: medians of both states, their ratio, and the ratios of the pairs.
  void print(PrintStream out) {
    for (var load : loads()) {
      out.printf(
          "%n%-34s %10s %10s %8s | %8s %19s %19s%n",
          load, "enabled", "disabled", "ratio", "of pairs", "quartiles", "lowest, highest");
      for (var figure : figures(load)) print(out, figure, paired(load, figure));
    }
  }

  private static void print(PrintStream out, String figure, Paired paired) {
    var ratios = paired.ratios();
    out.printf(
        Locale.ROOT,
        "  %-32s %10.3f %10.3f %8.3f | %8.3f %8.3f to %7.3f %8.3f to %7.3f%n",
        figure,
        new Spread(paired.first()).median(),
        new Spread(paired.second()).median(),
        paired.ratioOfMedians(),
        ratios.median(),
        ratios.quantile(0.25),
        ratios.quantile(0.75),
        ratios.lowest(),
        ratios.highest());
  }

  /// All measurements, in the order of time.
  ArrayNode json() {
    var all = Frame.JSON.createArrayNode();
    for (var each : measured) {
      var json = all.addObject().put("load", each.load()).put("enabled", each.isEnabled());
      var figures = json.putObject("figures");
      each.figures().forEach(figure -> figures.put(figure.name(), figure.value()));
    }
    return all;
  }
}
