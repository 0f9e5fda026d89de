package io.parley.bench.felt;

import io.parley.bench.speech.Spoken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Sentences with a pause inside: an answer, or words for the session, before their end cut the
/// caller off.
record Thoughts(Conditions given) implements Measure {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(6);

  @Override
  public void run(Figures figures) throws Exception {
    var sentences = made();
    var cut = new ArrayList<String>();
    var delays = new ArrayList<Long>();
    try (var board = given.open(Switchboard.Replies.LONG);
        var call = board.call(given.codec(), _ -> "I see.")) {
      for (var sentence : sentences) {
        var uttered = call.say(sentence);
        var heard = call.answer(uttered.from(), PATIENCE.plus(uttered.length()));
        boolean isHeardEarly = heard.isPresent() && heard.getAsLong() < uttered.until();
        var toldEarly =
            call.session().told(uttered.from()).stream()
                .filter(told -> told.at() < uttered.until())
                .findFirst();
        if (isHeardEarly || toldEarly.isPresent())
          cut.add(
              "%s (understood: \"%s\")"
                  .formatted(
                      sentence.words(), toldEarly.map(ScriptedSession.Told::words).orElse("")));
        else heard.ifPresent(at -> delays.add(at - uttered.until()));
        // an answer to the second half of a sentence that was cut
        call.answer(uttered.until(), PATIENCE);
        call.awaitQuiet(ANSWER_MAX);
      }
    }
    figures.row(
        "cut off in mid-sentence, of " + sentences.size(),
        "5 to 7 of 11",
        "at most 2",
        String.valueOf(cut.size()));
    if (!cut.isEmpty()) figures.note("cut off: %s".formatted(String.join(" / ", cut)));
    figures.note(
        "answers to sentences with pauses came after %s (p50), %s (max)"
            .formatted(Figures.millis(delays, 50), Figures.millis(delays, 100)));
  }

  private List<Spoken> made() throws IOException, InterruptedException {
    var sentences = new ArrayList<Spoken>();
    var thoughts = given.script().thoughts();
    for (int i = 0; i < thoughts.size(); i++) {
      var thought = thoughts.get(i);
      var who = CallerVoices.ALL.get(i % CallerVoices.ALL.size());
      var parts = new ArrayList<Spoken>();
      for (var part : thought.parts()) parts.add(given.voices().say(who, part));
      sentences.add(CallerVoices.joined(List.copyOf(parts), thought.pauses()));
    }
    return sentences;
  }
}
