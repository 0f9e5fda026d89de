/// Benchmarks of single functions on the way of a turn (JMH): the rules, an event as JSON, a
/// snapshot, the prompt's history, the echo canceller, the melody and Opus of a call. They measure
/// a function when it is warm and alone: a lower bound, not a forecast. `bench/run jmh` runs them.
package io.parley.bench.jmh;
