package io.parley.bench.felt;

import java.time.Duration;
import java.util.ArrayList;

/// Utterances whose end is hard to tell: silence of more than 1.5 s after it is dead air.
record DeadAir(Conditions given) implements Measure {
  private static final Duration DEAD = Duration.ofMillis(1_500);
  private static final Duration PATIENCE = Duration.ofSeconds(7);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(8);

  @Override
  public void run(Figures figures) throws Exception {
    var said = given.voices().inTurn(given.script().ends());
    var late = new ArrayList<String>();
    var delays = new ArrayList<Long>();
    try (var board = given.open(Switchboard.Replies.AS_DELIVERED);
        var call = board.call(given.codec(), _ -> "All right.")) {
      for (var each : said) {
        var uttered = call.say(each);
        var heard = call.answer(uttered.from(), PATIENCE.plus(uttered.length()));
        long delay = heard.orElse(uttered.until() + PATIENCE.toNanos()) - uttered.until();
        delays.add(Math.max(0, delay));
        if (delay > DEAD.toNanos())
          late.add(
              heard.isPresent()
                  ? "%s (%d ms, understood: \"%s\")"
                      .formatted(
                          each.words(),
                          delay / 1_000_000,
                          call.session().told(uttered.from()).stream()
                              .map(ScriptedSession.Told::words)
                              .findFirst()
                              .orElse(""))
                  : each.words() + " (no answer)");
        call.awaitQuiet(ANSWER_MAX);
      }
    }
    figures.row(
        "dead air over 1.5 s, of " + said.size(), "-", "at most 1", String.valueOf(late.size()));
    if (!late.isEmpty()) figures.note("dead air after: %s".formatted(String.join(" / ", late)));
    figures.note(
        "silence after those utterances: %s (p50), %s (p95)"
            .formatted(Figures.millis(delays, 50), Figures.millis(delays, 95)));
  }
}
