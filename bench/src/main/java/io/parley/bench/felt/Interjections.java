package io.parley.bench.felt;

import io.parley.bench.speech.Spoken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/// Words of callers over a long reply, and its fate.
record Interjections(Conditions given) {
  /// Time in which the call decides; a reply that was held goes on by then.
  private static final Duration DECIDES = Duration.ofMillis(2_500);

  /// So much of a reply is heard before the first of them.
  private static final Duration BEFORE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration SILENT = Duration.ofMillis(200);

  /// @param isKilled whether it reached the session, cut the reply, or silenced it for good
  /// @param understood its words as the session got them; empty: none
  /// @param stops when the reply's sound stopped, since its first loud sample, and for how long; in
  ///   nanoseconds
  record Outcome(Spoken said, boolean isKilled, String understood, List<Stop> stops) {
    /// For a note.
    String told() {
      return "%s by %s (%s)"
          .formatted(said.words(), said.who(), understood.isEmpty() ? "no words" : understood);
    }
  }

  record Stop(long after, long length) {}

  /// Says all of them, by two callers.
  List<Outcome> over(List<String> texts) throws Exception {
    var said = given.voices().inTurn(texts);
    var question = question();
    var outcomes = Collections.synchronizedList(new ArrayList<Outcome>());
    int half = said.size() / 2;
    try (var board = given.open(Switchboard.Replies.LONG)) {
      board
          .time()
          .together(
              List.<Callable<Boolean>>of(
                  () -> outcomes.addAll(listen(board, question, said.subList(0, half))),
                  () -> outcomes.addAll(listen(board, question, said.subList(half, said.size())))));
    }
    return List.copyOf(outcomes);
  }

  private Spoken question() throws IOException, InterruptedException {
    return given.voices().say(CallerVoices.ALL.getFirst(), "How does a return work?");
  }

  private List<Outcome> listen(Switchboard board, Spoken question, List<Spoken> said) {
    var outcomes = new ArrayList<Outcome>();
    try (var call = board.call(given.codec(), _ -> Phrases.LONG_REPLY)) {
      // before its first tick a call seems to sound
      call.pass(BEFORE);
      for (var each : said) {
        if (call.leg().played().isResting(SILENT)) {
          call.ask(question, PATIENCE);
          call.pass(BEFORE);
        }
        var uttered = call.say(each);
        call.pass(DECIDES);
        var told = call.session().told(uttered.from());
        boolean isSilent = call.leg().played().isResting(SILENT);
        outcomes.add(
            new Outcome(
                each,
                !told.isEmpty() || call.session().stops(uttered.from()) > 0 || isSilent,
                told.isEmpty() ? "" : told.getFirst().words(),
                stops(call, uttered.from())));
      }
    }
    return outcomes;
  }

  private static List<Stop> stops(HeldCall call, long from) {
    return call.leg().played().gaps(from, call.time().nanos(), Disturbances.STOP).stream()
        .map(gap -> new Stop(gap.from() - from, gap.length().toNanos()))
        .toList();
  }
}
