/// Benchmarks of single functions on the way of a turn (JMH): the rules, an event as JSON, a
/// snapshot, the prompt's history. They say what a function costs when it is warm and alone, which
/// is a floor and no forecast. `bench/run jmh` runs them.
package io.parley.bench.jmh;
