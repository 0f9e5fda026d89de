package io.parley.bench.felt;

/// One group of figures.
@FunctionalInterface
interface Measure {
  void run(Figures figures) throws Exception;
}
