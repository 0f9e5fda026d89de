package io.parley.bench.felt;

import io.parley.bench.felt.Interjections.Outcome;
import io.parley.bench.felt.Interjections.Stop;

/// "Okay." and its like over a long reply: they kill it when they reach the session, cut the reply,
/// or silence it for good.
record Backchannels(Conditions given) implements Measure {
  @Override
  public void run(Figures figures) throws Exception {
    var outcomes = new Interjections(given).over(given.script().backchannels());
    var killed = outcomes.stream().filter(Outcome::isKilled).map(Outcome::told).toList();
    var holds =
        outcomes.stream()
            .flatMap(each -> each.stops().stream().map(Stop::length).max(Long::compare).stream())
            .toList();
    figures.row(
        "backchannels that kill the reply, of " + outcomes.size(),
        "9 of 25",
        "as few as possible",
        String.valueOf(killed.size()));
    if (!killed.isEmpty()) figures.note("killed by: %s".formatted(String.join(" / ", killed)));
    figures.note(
        "replies paused at %d of %d backchannels, for %s at most"
            .formatted(holds.size(), outcomes.size(), Figures.millis(holds, 100)));
  }
}
