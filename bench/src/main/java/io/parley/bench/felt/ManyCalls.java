package io.parley.bench.felt;

import static io.parley.bench.felt.Figures.millis;

import com.sun.management.OperatingSystemMXBean;
import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.load.Pace;
import io.parley.bench.speech.Sentences;
import io.parley.bench.speech.Spoken;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Ten calls at once, with each codec: callers ask, listen to the answer, wait, and ask again.
record ManyCalls(Conditions given) implements Measure {
  private static final int CALLS = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(35);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(12);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Override
  public void run(Figures figures) throws Exception {
    var questions = given.voices().inTurn(Sentences.SUPPORT.subList(0, CALLS));
    for (var codec : List.of(Codec.OPUS, Codec.G711))
      try (var board = given.open(Switchboard.Replies.AS_DELIVERED)) {
        run(figures, board, codec, questions);
      }
  }

  private void run(Figures figures, Switchboard board, Codec codec, List<Spoken> questions)
      throws Exception {
    long begins = System.nanoTime() + WARM_UP.toNanos();
    long ends = begins + MEASURED.toNanos();
    var delays = Collections.synchronizedList(new ArrayList<Long>());
    var unanswered = ConcurrentHashMap.<String>newKeySet();
    var answers = new AtomicInteger();
    var callers = new ArrayList<Callable<Void>>();
    for (int i = 0; i < CALLS; i++) {
      int number = i;
      callers.add(
          () -> {
            board.time().pass(WARM_UP.multipliedBy(number).dividedBy(CALLS));
            try (var call = board.call(codec, _ -> Phrases.answer(answers.getAndIncrement()))) {
              while (System.nanoTime() < ends) {
                var uttered = call.say(questions.get(number));
                var heard = call.answer(uttered.from(), PATIENCE.plus(uttered.length()));
                if (heard.isEmpty()) unanswered.add(questions.get(number).words());
                else if (uttered.until() > begins)
                  delays.add(Math.max(0, heard.getAsLong() - uttered.until()));
                call.awaitQuiet(ANSWER_MAX);
                call.pass(PAUSE);
              }
            }
            return null;
          });
    }
    double cores;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = callers.stream().map(threads::submit).toList();
      Pace.awaitDue(begins);
      board.meter().begin();
      long cpu = processNanos();
      Pace.awaitDue(ends);
      cores = (processNanos() - cpu) / (double) MEASURED.toNanos();
      for (var each : running) each.get();
    }
    figures.row(
        "ten calls at once, %s: end of speech to answer, p50 and p95, of %d"
            .formatted(codec, delays.size()),
        codec == Codec.OPUS ? "2.0 s (p95)" : "1.2 s (p95)",
        "1.2 s (p95)",
        millis(delays, 50) + ", " + millis(delays, 95));
    figures.note(
        "ten calls, %s: %d late ticks, %d underruns, %s cores, spoken by %s%s%s"
            .formatted(
                codec,
                board.meter().lateTicks(),
                board.meter().ranDryCount(),
                String.format(Locale.ROOT, "%.2f", cores),
                board.meter().voices(),
                unanswered.isEmpty() ? "" : ", not answered: " + unanswered,
                board.meter().failures().isEmpty() ? "" : ", failed: " + board.meter().failures()));
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
