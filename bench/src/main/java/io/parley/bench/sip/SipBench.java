package io.parley.bench.sip;

import io.parley.bench.call.CodecWork;
import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.call.Sentence;
import io.parley.bench.load.Pace;
import io.parley.bench.measure.Latency;
import io.parley.bench.measure.ProcessUse;
import io.parley.bench.server.Home;
import io.parley.bench.server.ParleyServer;
import io.parley.bench.speech.Speakers;
import io.parley.voice.flite.FliteSettings;
import io.parley.voice.flite.FliteSpeech;
import io.parley.voice.models.DebianProgram;
import io.parley.voice.models.ModelDirectory;
import io.parley.voice.work.Workers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Telephones call the built program: signalling, sound, sessions, journal and voice detection are
/// real, the engines of speech and the model answer at once. All of them and the telephones share
/// this machine.
///
/// @param calls at once; @param rate that begin in a second; @param total that are measured, after
///   as many as are at once
/// @param models the directory that `parley models` has filled
public record SipBench(int calls, double rate, int total, Path models, PrintStream out) {
  private static final Duration LOADS_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(200);

  /// Longer than measurements of load count (`parley.voice.load.window`): what was late while the
  /// program was cold refuses no measured call.
  private static final Duration FORGETS = Duration.ofSeconds(11);

  /// The figures of the last calls are written after their ends.
  private static final Duration WRITTEN = Duration.ofSeconds(3);

  private static final String QUESTION = "Where is my order?";
  private static final String TOKEN = "bench-agent-token-of-sip";

  /// More than are measured: calls that have just ended may still count.
  private static final int SPARE = 100;

  public SipBench {
    if (calls < 1 || rate <= 0 || total < 1)
      throw new IllegalArgumentException(
          "%d calls, %s a second, %d in all (expected: each > 0)".formatted(calls, rate, total));
  }

  /// Measures, and prints what was found.
  ///
  /// @return whether every call was set up and hung up as it should
  public boolean run() throws Exception {
    var sipp = Sipp.find();
    var directory = Files.createTempDirectory("parley-bench-sip-");
    try (var engines = new SpeechDouble();
        var phones = new Phones(sentence());
        var server = server(engines, directory)) {
      await(server::takesCalls);
      var length = Duration.ofMillis(Math.round(1_000 * calls / rate));
      sipp.run(
          server.sip(),
          phones.port(),
          new Sipp.Wave("+49301", rate, calls, length),
          Files.createDirectory(directory.resolve("warm-up")));
      await(() -> server.metric("parley_calls") == 0);
      Pace.awaitDue(System.nanoTime() + FORGETS.toNanos());
      var answers = new ServerAnswers(server.http(), TOKEN);
      var warm = answers.sessions();
      phones.take();
      var before = Counted.of(server);
      long heard = engines.heard();
      var outcome =
          sipp.run(
              server.sip(),
              phones.port(),
              new Sipp.Wave("+49302", rate, total, length),
              Files.createDirectory(directory.resolve("measured")));
      await(() -> server.metric("parley_calls") == 0);
      var counted = Counted.of(server).since(before);
      Pace.awaitDue(System.nanoTime() + WRITTEN.toNanos());
      var own = answers.read(warm);
      print(outcome, phones.take(), counted, own, engines.heard() - heard);
      return outcome.failed() == 0 && outcome.succeeded() == total;
    } finally {
      Home.delete(directory);
    }
  }

  private List<byte[]> sentence() throws IOException {
    var flite =
        new ModelDirectory(models)
            .find(DebianProgram.FLITE)
            .orElseThrow(() -> new IOException(models + ": no flite (expected: parley models)"));
    var settings = new FliteSettings("slt", Duration.ofSeconds(10));
    try (var processes = new Workers("speaker", 1, 1);
        var work = new CodecWork(Codec.G711)) {
      var voice = new FliteSpeech(flite, processes, settings);
      return Sentence.of(Speakers.say(voice, QUESTION), work).payloads();
    }
  }

  private ParleyServer server(SpeechDouble engines, Path directory)
      throws IOException, InterruptedException {
    var config =
        Files.writeString(
            directory.resolve("bench.conf"),
            engines.settings() + "parley.voice.calls-max = " + (calls + SPARE) + "\n");
    return ParleyServer.start(
        0,
        Map.of(
            "PARLEY_VOICE_MODELS",
            models.toString(),
            "PARLEY_AGENT_TOKEN",
            TOKEN,
            "PARLEY_SIP_PORT",
            "0",
            "PARLEY_SCRIPTED_CHUNKS",
            "2"),
        List.of(),
        List.of("serve", "--config", config.toString()));
  }

  /// Something that will be so.
  @FunctionalInterface
  private interface Expected {
    boolean isSo() throws IOException, InterruptedException;
  }

  private static void await(Expected expected) throws IOException, InterruptedException {
    long until = System.nanoTime() + LOADS_WITHIN.toNanos();
    while (!expected.isSo()) {
      if (System.nanoTime() > until)
        throw new IOException(
            "the server's calls neither begin nor end (expected: in two minutes)");
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    }
  }

  /// @param own stages of answers, as the server has measured them
  private void print(
      Sipp.Outcome outcome,
      Phones.Heard heard,
      Counted counted,
      ServerAnswers.Stages own,
      long utterances) {
    var setup = outcome.setup();
    var between = heard.between();
    var answers = heard.answers();
    out.printf(
        Locale.ROOT,
        """
        %d calls, %.1f a second, %d at once: %d succeeded, %d failed
        set-up (INVITE to 200): p50 %.0f, p99 %.0f, max %.0f ms
        telephones heard %d packets in %d streams: %d lost, %d gaps of more than 60 ms; between two p50 %.1f, p99 %.1f, max %.1f ms
        from a question's last loud packet to the answer's first, at the telephone: p50 %.0f, p95 %.0f, p99 %.0f, mean %.0f ms; %d of %d questions (said whole, into silence). It contains the wait for the utterance's end, and the doubles' times
        the server reports, from the end of speech to the answer's first sound: mean %.0f ms, of which %.0f ms are the wait for the utterance's end; the telephone's mean is %.0f ms longer
        the same of each call: p50 %.0f, p95 %.0f ms; %d answers. The telephones' are longer: p50 %.0f, p95 %.0f ms, with the jitter buffer before the detector
        callers were heard %d times, and heard %.0f answers
        the server counted %.0f underruns, %.0f late ticks (on average %.0f ms after the one before); of the telephones' packets %.0f in time, %.0f lost, %.0f late, %.0f ticks concealed
        server and database used %.2f cores, sipp, telephones and doubles %.2f, of %d
        """,
        total,
        rate,
        outcome.most(),
        outcome.succeeded(),
        outcome.failed(),
        setup.millis(50),
        setup.millis(99),
        setup.millis(100),
        heard.packets(),
        heard.streams(),
        heard.lost(),
        heard.gaps(),
        between.millis(50),
        between.millis(99),
        between.millis(100),
        answers.millis(50),
        answers.millis(95),
        answers.millis(99),
        answers.meanMillis(),
        answers.count(),
        heard.questions(),
        counted.heard().meanMillis(),
        counted.ended().meanMillis(),
        answers.meanMillis() - counted.heard().meanMillis(),
        own.whole().millis(50),
        own.whole().millis(95),
        own.whole().count(),
        answers.millis(50) - own.whole().millis(50),
        answers.millis(95) - own.whole().millis(95),
        utterances,
        counted.heard().count(),
        counted.underruns(),
        counted.lateTicks(),
        counted.lateTicks() == 0 ? 0 : 1_000 * counted.lateSeconds() / counted.lateTicks(),
        counted.received(),
        counted.lost(),
        counted.late(),
        counted.concealed(),
        counted.cpuSeconds() / counted.seconds(),
        counted.driverSeconds() / counted.seconds(),
        Runtime.getRuntime().availableProcessors());
    print(own);
    outcome.errors().lines().limit(10).forEach(out::println);
  }

  private void print(ServerAnswers.Stages own) {
    stage("added, as in `bench/run calls` (must: p95 of at most 40)", own.added());
    stage("the same with session, model and voice", own.answer());
    stage("of that: from the utterance to the reply's first text", own.text());
    stage("of that: from the first clause to its first sound", own.sound());
    stage("before: from the end of speech to the utterance", own.complete());
  }

  private void stage(String name, Latency times) {
    out.printf(
        Locale.ROOT,
        "%s: p50 %.1f, p95 %.1f, p99 %.1f ms; %d answers%n",
        name,
        times.millis(50),
        times.millis(95),
        times.millis(99),
        times.count());
  }

  /// A time that the server measures in each answer to a telephone.
  private record Waited(double count, double seconds) {
    static Waited of(ParleyServer server, String name) throws IOException, InterruptedException {
      return new Waited(
          server.metric(name + "_count{way=\"sip\"}"), server.metric(name + "_sum{way=\"sip\"}"));
    }

    Waited since(Waited before) {
      return new Waited(count - before.count, seconds - before.seconds);
    }

    double meanMillis() {
      return count == 0 ? 0 : 1_000 * seconds / count;
    }
  }

  /// The server's counters at one moment, or between two.
  private record Counted(
      double seconds,
      double cpuSeconds,
      double driverSeconds,
      Waited heard,
      Waited ended,
      double underruns,
      double lateTicks,
      double lateSeconds,
      double received,
      double lost,
      double late,
      double concealed) {

    static Counted of(ParleyServer server) throws IOException, InterruptedException {
      var use = server.use();
      return new Counted(
          System.nanoTime() / (double) TimeUnit.SECONDS.toNanos(1),
          use.programSeconds() + use.databaseSeconds(),
          ProcessUse.driverSeconds(),
          Waited.of(server, "parley_call_heard_seconds"),
          Waited.of(server, "parley_call_end_of_utterance_seconds"),
          server.metric("parley_call_underruns_total"),
          server.metric("parley_call_late_ticks_seconds_count"),
          server.metric("parley_call_late_ticks_seconds_sum"),
          packets(server, "received"),
          packets(server, "lost"),
          packets(server, "late"),
          packets(server, "concealed"));
    }

    private static double packets(ParleyServer server, String fate)
        throws IOException, InterruptedException {
      return server.metric("parley_call_packets_total{fate=\"" + fate + "\"}");
    }

    Counted since(Counted before) {
      return new Counted(
          seconds - before.seconds,
          cpuSeconds - before.cpuSeconds,
          driverSeconds - before.driverSeconds,
          heard.since(before.heard),
          ended.since(before.ended),
          underruns - before.underruns,
          lateTicks - before.lateTicks,
          lateSeconds - before.lateSeconds,
          received - before.received,
          lost - before.lost,
          late - before.late,
          concealed - before.concealed);
    }
  }
}
