package io.parley.bench.measure;

import java.util.List;

/// Values of a figure that was measured several times.
///
/// @param values sorted, at least one
public record Spread(List<Double> values) {
  public Spread {
    if (values.isEmpty()) throw new IllegalArgumentException("no values (expected: some)");
    values = values.stream().sorted().toList();
  }

  public double median() {
    return quantile(0.5);
  }

  public double lowest() {
    return values.getFirst();
  }

  public double highest() {
    return values.getLast();
  }

  /// Between two measured values in proportion: the median of two is their mean.
  ///
  /// @param share of the values that are lower, 0 to 1
  public double quantile(double share) {
    double place = share * (values.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    double low = values.get(below);
    return low + (place - below) * (values.get(above) - low);
  }
}
