package io.parley.bench.felt;

import io.parley.bench.felt.Track.Gap;
import io.parley.bench.speech.Sentences;
import io.parley.bench.speech.Spoken;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;

/// Sound around a caller who listens to a long reply, for a minute each: how often it stops, and
/// for how long. Two callers at a time, so that voices have time.
record Disturbances(Conditions given) implements Measure {
  /// A reply that has no sound for so long has stopped.
  static final Duration STOP = Duration.ofMillis(100);

  private static final Duration LENGTH = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /// @param told how often words of others reached the session
  private record Suffered(Disturbance by, Duration sounded, List<Gap> stops, int told) {}

  @Override
  public void run(Figures figures) throws Exception {
    var question = given.voices().say(CallerVoices.ALL.getFirst(), "How does a return work?");
    var others = given.voices().inTurn(Sentences.SUPPORT);
    try (var board = given.open(Switchboard.Replies.LONG)) {
      var calls =
          Arrays.stream(Disturbance.values())
              .<Callable<Suffered>>map(each -> () -> suffer(board, each, question, others))
              .toList();
      for (var each : board.time().together(calls)) print(figures, each);
    }
  }

  private Suffered suffer(
      Switchboard board, Disturbance disturbance, Spoken question, List<Spoken> others) {
    var random = new Random(disturbance.title.hashCode());
    try (var call = board.call(given.codec(), _ -> Phrases.LONG_REPLY)) {
      var around = HeldCall.atRate(disturbance.make(random, others), call.leg().sampleRate());
      call.ask(question, PATIENCE);
      call.leg().surround(around);
      long from = board.time().nanos();
      call.pass(LENGTH);
      long until = board.time().nanos();
      return new Suffered(
          disturbance,
          call.leg().played().sounding(from, until),
          call.leg().played().gaps(from, until, STOP),
          call.session().told(from).size());
    }
  }

  private static void print(Figures figures, Suffered suffered) {
    var by = suffered.by();
    double minutes = suffered.sounded().toMillis() / 60_000.0;
    var longest =
        suffered.stops().stream().map(Gap::length).max(Duration::compareTo).orElse(Duration.ZERO);
    figures.row(
        "false stops a minute: " + by.title,
        by.before,
        by.most,
        String.format(
            Locale.ROOT,
            "%.1f (longest %.1f s)",
            suffered.stops().size() / minutes,
            longest.toMillis() / 1_000.0));
    if (suffered.told() > 0)
      figures.note(
          "%s: words of others reached the session %d times".formatted(by.title, suffered.told()));
  }
}
