package io.parley.bench.felt;

import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.speech.Spoken;
import io.parley.voice.local.LocalEngines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// "Okay." and its like over a long reply: they kill it when they reach the session, cut the reply,
/// or silence it for good.
record Backchannels(LocalEngines engines, CallerVoices voices, Codec codec) implements Measure {
  /// Time in which the call decides; a reply that was held goes on by then.
  private static final Duration DECIDES = Duration.ofMillis(2_500);

  /// So much of a reply is heard before the first of them.
  private static final Duration BEFORE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration SILENT = Duration.ofMillis(200);

  @Override
  public void run(Figures figures) throws Exception {
    var said = voices.inTurn(Phrases.BACKCHANNELS);
    var question = voices.say(CallerVoices.ALL.getFirst(), "How does a return work?");
    var killed = Collections.synchronizedList(new ArrayList<String>());
    var holds = Collections.synchronizedList(new ArrayList<Long>());
    int half = said.size() / 2;
    try (var board = Switchboard.open(engines, Switchboard.Replies.LONG);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var lanes =
          List.<Callable<Void>>of(
              () -> listen(board, question, said.subList(0, half), killed, holds),
              () -> listen(board, question, said.subList(half, said.size()), killed, holds));
      for (var lane : callers.invokeAll(lanes)) lane.get();
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

  private Void listen(
      Switchboard board, Spoken question, List<Spoken> said, List<String> killed, List<Long> holds)
      throws InterruptedException {
    try (var call = board.call(codec, _ -> Phrases.LONG_REPLY)) {
      for (var each : said) {
        if (call.leg().played().isResting(SILENT)) {
          call.ask(question, PATIENCE);
          HeldCall.pass(BEFORE);
        }
        var uttered = call.say(each);
        HeldCall.pass(DECIDES);
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
        call.leg().played().gaps(uttered.from(), System.nanoTime(), Disturbances.STOP).stream()
            .map(gap -> gap.length().toNanos())
            .max(Long::compare)
            .ifPresent(holds::add);
      }
    }
    return null;
  }
}
