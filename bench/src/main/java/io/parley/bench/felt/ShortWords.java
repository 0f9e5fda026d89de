package io.parley.bench.felt;

import io.parley.bench.speech.Spoken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/// Digits, numbers and words that are hardly heard: all speech of more than 0.4 s is answered, by
/// what was understood or by asking again.
record ShortWords(Conditions given) implements Measure {
  private static final Duration SURELY_SPEECH = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(8);
  private static final Duration SOON = Duration.ofMillis(1_500);

  private record Outcome(
      Spoken said, boolean isLong, boolean isHeard, boolean isTold, long sound) {}

  @Override
  public void run(Figures figures) throws Exception {
    var made = given.voices().inTurn(Phrases.SHORT);
    var people = new ArrayList<>(given.voices().people(Phrases.SHORT_PEOPLE));
    var digits = given.voices().people(List.of("digits/1", "digits/0", "digits/4", "digits/2"));
    if (digits.size() == 4) people.add(CallerVoices.joined(digits, List.of(0.15, 0.15, 0.15)));
    var outcomes = Collections.synchronizedList(new ArrayList<Outcome>());
    try (var board = given.open(Switchboard.Replies.LONG)) {
      board
          .time()
          .together(
              List.<Callable<Boolean>>of(
                  () -> speak(board, made, outcomes), () -> speak(board, people, outcomes)));
    }
    var certain = outcomes.stream().filter(Outcome::isLong).toList();
    var ignored = certain.stream().filter(each -> !each.isHeard()).toList();
    long told = certain.stream().filter(Outcome::isTold).count();
    figures.row(
        "speech of 0.4 s and more without an answer, of " + certain.size(),
        "4 of 5 numbers",
        "0",
        String.valueOf(ignored.size()));
    var sounds = outcomes.stream().filter(Outcome::isTold).map(Outcome::sound).toList();
    long late = sounds.stream().filter(each -> each > SOON.toNanos()).count();
    figures.row(
        "decision to the first sound, over 1.5 s, of " + sounds.size(),
        "-",
        "0",
        "%d (longest %s)".formatted(late, Figures.millis(sounds, 100)));
    figures.note(
        ("of %d pieces of short speech (%d of people) of 0.4 s and more %d were understood and"
                + " answered, %d asked again; of %d shorter ones %d were answered or asked again")
            .formatted(
                certain.size(),
                certain.stream().filter(each -> each.said().who().equals("person")).count(),
                told,
                certain.size() - told - ignored.size(),
                outcomes.size() - certain.size(),
                outcomes.stream().filter(each -> !each.isLong() && each.isHeard()).count()));
    if (people.isEmpty())
      figures.note("no recordings of people (apt install asterisk-core-sounds-en-wav alsa-utils)");
    for (var each : ignored)
      figures.note("ignored: %s by %s".formatted(each.said().words(), each.said().who()));
  }

  private boolean speak(Switchboard board, List<Spoken> all, List<Outcome> outcomes) {
    try (var call = board.call(given.codec(), _ -> "Thank you.")) {
      for (var each : all) {
        var uttered = call.say(each);
        var heard = call.answer(uttered.until(), PATIENCE);
        var told = call.session().told(uttered.from());
        boolean isTold = heard.isPresent() && !told.isEmpty();
        outcomes.add(
            new Outcome(
                each,
                uttered.length().compareTo(SURELY_SPEECH) >= 0,
                heard.isPresent(),
                isTold,
                isTold ? heard.getAsLong() - told.getFirst().at() : 0));
        call.awaitQuiet(ANSWER_MAX);
      }
    }
    return true;
  }
}
