package io.parley.bench.felt;

import io.parley.bench.speech.Spoken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/// "Okay." and its like over a long reply: they kill it when they reach the session, cut the reply,
/// or silence it for good.
record Backchannels(Conditions given) implements Measure {
  /// Time in which the call decides; a reply that was held goes on by then.
  private static final Duration DECIDES = Duration.ofMillis(2_500);

  /// So much of a reply is heard before the first of them.
  private static final Duration BEFORE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration SILENT = Duration.ofMillis(200);

  @Override
  public void run(Figures figures) throws Exception {
    var said = given.voices().inTurn(given.script().backchannels());
    var question = given.voices().say(CallerVoices.ALL.getFirst(), "How does a return work?");
    var killed = Collections.synchronizedList(new ArrayList<String>());
    var holds = Collections.synchronizedList(new ArrayList<Long>());
    int half = said.size() / 2;
    try (var board = given.open(Switchboard.Replies.LONG)) {
      board
          .time()
          .together(
              List.<Callable<Boolean>>of(
                  () -> listen(board, question, said.subList(0, half), killed, holds),
                  () -> listen(board, question, said.subList(half, said.size()), killed, holds)));
    }
    figures.row(
        "backchannels that kill the reply, of " + said.size(),
        "9 of 25",
        "as few as possible",
        String.valueOf(killed.size()));
    if (!killed.isEmpty()) figures.note("killed by: %s".formatted(String.join(" / ", killed)));
    figures.note(
        "replies paused at %d of %d backchannels, for %s at most"
            .formatted(holds.size(), said.size(), Figures.millis(holds, 100)));
  }

  private boolean listen(
      Switchboard board,
      Spoken question,
      List<Spoken> said,
      List<String> killed,
      List<Long> holds) {
    try (var call = board.call(given.codec(), _ -> Phrases.LONG_REPLY)) {
      for (var each : said) {
        if (call.leg().played().isResting(SILENT)) {
          call.ask(question, PATIENCE);
          call.pass(BEFORE);
        }
        var uttered = call.say(each);
        call.pass(DECIDES);
        var session = call.session();
        var told = session.told(uttered.from());
        boolean isSilent = call.leg().played().isResting(SILENT);
        if (!told.isEmpty() || session.stops(uttered.from()) > 0 || isSilent)
          killed.add(
              "%s by %s (%s)"
                  .formatted(
                      each.words(),
                      each.who(),
                      told.isEmpty() ? "no words" : told.getFirst().words()));
        call.leg().played().gaps(uttered.from(), board.time().nanos(), Disturbances.STOP).stream()
            .map(gap -> gap.length().toNanos())
            .max(Long::compare)
            .ifPresent(holds::add);
      }
    }
    return true;
  }
}
