package io.parley.bench.felt;

import static io.parley.bench.felt.Figures.millis;

import io.parley.bench.felt.HeldCall.Uttered;
import io.parley.bench.speech.Spoken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// From the caller's last loud sample to the first audible one of the answer, on a quiet line, and
/// where that time goes.
record AnswerTimes(Conditions given) implements Measure {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(12);

  /// A shorter silence may be a gap in the answer, while the voice makes the rest of it.
  private static final Duration ANSWERED = Duration.ofMillis(1_500);

  /// A listener does not notice a shorter one.
  private static final Duration GAP_MIN = Duration.ofMillis(100);

  @Override
  public void run(Figures figures) throws Exception {
    var questions = given.voices().inTurn(given.script().questions());
    var parts = new Parts();
    try (var board = given.open(Switchboard.Replies.AS_DELIVERED)) {
      var next = new AtomicInteger();
      var answers = Phrases.ANSWERS;
      try (var call =
          board.call(given.codec(), _ -> answers.get(next.getAndIncrement() % answers.size()))) {
        call.ask(questions.getFirst(), PATIENCE);
        call.awaitQuiet(ANSWERED, ANSWER_MAX);
        board.meter().begin();
        for (var question : questions) {
          var uttered = call.say(question);
          parts.take(question, uttered, call);
          call.awaitQuiet(ANSWERED, ANSWER_MAX);
          parts.gap(uttered.until(), call);
        }
      }
      parts.print(figures, board.meter());
    }
  }

  /// Parts of each answer's time, in nanoseconds.
  private static final class Parts {
    private final List<Long> whole = new ArrayList<>();
    private final List<Long> decision = new ArrayList<>();
    private final List<Long> session = new ArrayList<>();
    private final List<Long> voice = new ArrayList<>();
    private final List<Long> head = new ArrayList<>();
    private final List<Long> longest = new ArrayList<>();
    private final Map<String, List<Long>> byVoice = new HashMap<>();
    private final List<String> each = new ArrayList<>();
    private int unanswered;
    private int early;

    void take(Spoken question, Uttered uttered, HeldCall call) {
      var heard = call.answer(uttered.from(), PATIENCE.plus(uttered.length()));
      if (heard.isEmpty()) unanswered++;
      else if (heard.getAsLong() < uttered.until()) early++;
      else {
        whole.add(heard.getAsLong() - uttered.until());
        byVoice
            .computeIfAbsent(question.who(), _ -> new ArrayList<>())
            .add(heard.getAsLong() - uttered.until());
        var told = call.session().told(uttered.until());
        // the caller was asked to repeat it, or heard a filler
        if (told.isEmpty() || told.getFirst().textAt() == 0)
          each.add(inMillis(whole.getLast()) + " ms, " + question.words());
        else split(uttered, told.getFirst(), heard.getAsLong(), call);
      }
    }

    private void split(Uttered uttered, ScriptedSession.Told said, long heard, HeldCall call) {
      long sound = call.leg().played().firstSound(said.textAt()).orElseThrow();
      decision.add(said.at() - uttered.until());
      session.add(said.textAt() - said.at());
      voice.add(sound - said.textAt());
      head.add(heard - sound);
      each.add(
          "%d ms (%d, %d, %d, %d), %s"
              .formatted(
                  inMillis(heard - uttered.until()),
                  inMillis(decision.getLast()),
                  inMillis(session.getLast()),
                  inMillis(voice.getLast()),
                  inMillis(head.getLast()),
                  said.words()));
    }

    private static long inMillis(long nanos) {
      return nanos / 1_000_000;
    }

    /// The longest silence within an answer that is over.
    void gap(long since, HeldCall call) {
      var gaps = call.leg().played().gaps(since, call.time().nanos(), GAP_MIN);
      // the last one follows the answer
      gaps.stream()
          .limit(Math.max(0, gaps.size() - 1))
          .mapToLong(gap -> gap.length().toNanos())
          .max()
          .ifPresent(longest::add);
    }

    void print(Figures figures, FeltMeter meter) {
      figures.row(
          "end of speech to answer, p50 and p95, of " + whole.size(),
          "857 ms (p50)",
          "600 and 900 ms (aim 500 and 800)",
          millis(whole, 50) + ", " + millis(whole, 95));
      figures.row("which voice spoke in a quiet call", "flite always", "kokoro", meter.voices());
      figures.row("early replies", "-", "far more used", meter.early());
      figures.note(
          ("of the answer's time (p50): %s until the words reach the session, %s session, %s voice,"
                  + " %s silence at its head; words recognised %s after the end of speech")
              .formatted(
                  millis(decision, 50),
                  millis(session, 50),
                  millis(voice, 50),
                  millis(head, 50),
                  millis(recognised(meter), 50)));
      figures.note(
          "each (words reach the session, session, voice, silence at its head), as understood: "
              + String.join(" / ", each));
      figures.note(
          "silences of 100 ms and more within %d answers: p50 %s, max %s"
              .formatted(longest.size(), millis(longest, 50), millis(longest, 100)));
      byVoice.forEach(
          (who, times) ->
              figures.note(
                  "answer's time to %s: p50 %s, max %s"
                      .formatted(who, millis(times, 50), millis(times, 100))));
      if (unanswered + early > 0)
        figures.note(
            "%d questions without an answer, %d answered before their end"
                .formatted(unanswered, early));
      if (!meter.failures().isEmpty())
        figures.note("engines failed: %s".formatted(meter.failures()));
    }

    private static List<Long> recognised(FeltMeter meter) {
      return meter.times().stream()
          .flatMap(times -> times.transcription().stream())
          .map(Duration::toNanos)
          .toList();
    }
  }
}
