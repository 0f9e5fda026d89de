package io.parley.bench.felt;

import java.time.Duration;
import java.util.ArrayList;

/// From the first text of a long reply to its first audible sample, each in a call of its own.
record LongReplies(Conditions given) implements Measure {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /// So much of each reply is listened to.
  private static final Duration LISTENS = Duration.ofSeconds(4);

  @Override
  public void run(Figures figures) throws Exception {
    var question = given.voices().say(CallerVoices.ALL.getFirst(), "Where is my order?");
    var sounds = new ArrayList<Long>();
    try (var board = given.open(Switchboard.Replies.AS_DELIVERED)) {
      for (var answer : Phrases.LONG_ANSWERS)
        try (var call = board.call(given.codec(), _ -> answer)) {
          var uttered = call.say(question);
          var heard = call.answer(uttered.until(), PATIENCE);
          var told = call.session().told(uttered.from());
          if (heard.isPresent() && !told.isEmpty())
            sounds.add(heard.getAsLong() - told.getFirst().textAt());
          call.pass(LISTENS);
        }
      figures.row(
          "first text of a long reply to its first sound, p50 and max, of " + sounds.size(),
          "-",
          "300 ms",
          Figures.millis(sounds, 50) + ", " + Figures.millis(sounds, 100));
      figures.note("long replies were said by: %s".formatted(board.meter().voices()));
      figures.note(
          "long replies ran dry %d times in their first %d s"
              .formatted(board.meter().ranDryCount(), LISTENS.toSeconds()));
    }
  }
}
