package io.parley.bench.felt;

import io.parley.bench.call.CodecWork;
import io.parley.bench.speech.Spoken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/// The reply comes back to the agent through a made room: how often it interrupts itself, whether a
/// caller who speaks into it is still heard, and what a canceller removes.
record Echoes(Conditions given) implements Measure {
  /// As in issue 15.
  private static final Duration LENGTH = Duration.ofSeconds(42);

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(4);

  private static final int[] DELAYS = {60, 200};
  private static final int[] DECIBELS = {-6, -12, -20, -40};

  /// @param stops of the reply by itself, with words of its own that reached the session
  /// @param words of the caller that reached the session
  /// @param stoppedAfter from the caller's first loud sample
  private record Echoed(
      int delay, int decibels, int stops, String words, OptionalLong stoppedAfter) {}

  @Override
  public void run(Figures figures) throws Exception {
    var question = given.voices().say("kokoro am_michael", "How does a return work?");
    var wait = given.voices().say("kokoro am_michael", "Wait, I have a different question.");
    var calls = new ArrayList<Callable<Echoed>>();
    var echoed = new ArrayList<Echoed>();
    try (var board = given.open(Switchboard.Replies.LONG)) {
      for (int delay : DELAYS)
        for (int decibels : DECIBELS) calls.add(() -> echo(board, delay, decibels, question, wait));
      echoed.addAll(board.time().together(calls));
    }
    for (int decibels : DECIBELS) row(figures, decibels, echoed);
    var heard = echoed.stream().filter(each -> each.words().contains("question")).toList();
    var stopped = heard.stream().flatMap(each -> each.stoppedAfter().stream().boxed()).toList();
    figures.row(
        "double talk over an echo understood, of " + echoed.size(),
        "-",
        "all",
        heard.size() + ", reply stopped after " + Figures.millis(stopped, 50));
    for (var each : echoed)
      if (!heard.contains(each))
        figures.note(
            "double talk over an echo of %d dB after %d ms: %s, understood: \"%s\""
                .formatted(
                    each.decibels(),
                    each.delay(),
                    each.stoppedAfter().isPresent()
                        ? "the reply stopped after "
                            + Figures.millis(List.of(each.stoppedAfter().getAsLong()), 50)
                        : "the reply went on",
                    each.words()));
    new EchoLoss(given.codec()).print(figures, given.voices().say("flite slt", Phrases.LONG_REPLY));
  }

  private Echoed echo(Switchboard board, int delay, int decibels, Spoken question, Spoken wait) {
    var work = new CodecWork(given.codec());
    var path = new EchoPath(work.sampleRate(), delay, decibels);
    var leg = new FeltLeg(work, Optional.of(path), board.time());
    try (var call = board.call(leg, _ -> Phrases.LONG_REPLY)) {
      call.ask(question, PATIENCE);
      long from = board.time().nanos();
      call.pass(LENGTH);
      long until = board.time().nanos();
      int stops = leg.played().gaps(from, until, Disturbances.STOP).size();
      var uttered = call.say(wait);
      call.pass(HEARD_WITHIN);
      var told = call.session().told(uttered.from());
      var words = told.isEmpty() ? "" : told.getFirst().words();
      var gaps = leg.played().gaps(uttered.from(), board.time().nanos(), Disturbances.STOP);
      var stopped =
          gaps.isEmpty()
              ? OptionalLong.empty()
              : OptionalLong.of(gaps.getFirst().from() - uttered.from());
      return new Echoed(delay, decibels, stops, words, stopped);
    }
  }

  private static void row(Figures figures, int decibels, List<Echoed> echoed) {
    var stops =
        echoed.stream()
            .filter(each -> each.decibels() == decibels)
            .map(each -> each.stops() + " (" + each.delay() + " ms)")
            .toList();
    figures.row(
        "self-interruptions in 42 s, echo of " + decibels + " dB",
        "20 to 26",
        decibels > -12 ? "-" : "0",
        String.join(", ", stops));
  }
}
