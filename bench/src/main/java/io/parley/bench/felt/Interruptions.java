package io.parley.bench.felt;

import io.parley.bench.felt.Interjections.Outcome;
import io.parley.bench.felt.Interjections.Stop;

/// "Wait." and questions over a long reply: they are to end it, and soon.
record Interruptions(Conditions given) implements Measure {
  @Override
  public void run(Figures figures) throws Exception {
    var outcomes = new Interjections(given).over(given.script().interruptions());
    var missed = outcomes.stream().filter(each -> !each.isKilled()).toList();
    var stops =
        outcomes.stream()
            .filter(Outcome::isKilled)
            .flatMap(each -> each.stops().stream().map(Stop::after).limit(1))
            .toList();
    figures.row(
        "interruptions that the reply goes on over, of " + outcomes.size(),
        "-",
        "0",
        String.valueOf(missed.size()));
    figures.row(
        "first sound of an interruption to the stop, p50 and max, of " + stops.size(),
        "570 ms",
        "not later",
        Figures.millis(stops, 50) + ", " + Figures.millis(stops, 100));
    for (var each : missed)
      figures.note("went on over: %s by %s".formatted(each.said().words(), each.said().who()));
  }
}
