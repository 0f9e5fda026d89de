package io.parley.bench.measure;

import java.util.List;
import java.util.stream.IntStream;

/// A figure of a server in two states, which took turns. Both values of a pair were measured one
/// after the other, so their ratio is free of slower changes, such as a journal that grows.
///
/// @param first in the order of the pairs, as the other
public record Paired(List<Double> first, List<Double> second) {
  public Paired {
    first = List.copyOf(first);
    second = List.copyOf(second);
    if (first.isEmpty() || first.size() != second.size())
      throw new IllegalArgumentException(
          "%d and %d values (expected: pairs)".formatted(first.size(), second.size()));
  }

  /// Of all values of the first state and all of the second.
  public double ratioOfMedians() {
    return new Spread(first).median() / new Spread(second).median();
  }

  /// Of each pair, the first by the second.
  public Spread ratios() {
    return new Spread(
        IntStream.range(0, first.size())
            .mapToObj(pair -> first.get(pair) / second.get(pair))
            .toList());
  }
}
