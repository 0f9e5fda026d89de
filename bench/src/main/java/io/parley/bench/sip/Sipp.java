package io.parley.bench.sip;

import io.parley.bench.measure.Latency;
import io.parley.bench.server.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's `sipp` (package `sip-tester`).
///
/// @param root its files as under `/`: where it is installed, or where its package was unpacked
record Sipp(Path root) {
  private static final Path UNPACKED =
      Path.of(System.getProperty("user.home"), ".cache", "parley", "models", "debian-tool-sipp");

  private static final String PROGRAM = "usr/bin/sipp";
  private static final String SCENARIO = "server/src/test/resources/sip/load.xml";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double NANOS_PER_MILLI = 1e6;

  /// Calls of one after another, each of another caller.
  ///
  /// @param caller the beginning of their numbers
  /// @param rate calls that begin in a second; @param total of them; @param length of each
  record Wave(String caller, double rate, int total, Duration length) {}

  /// The outcome of a wave, by sipp's own counts.
  ///
  /// @param setup from the INVITE to 200; @param most calls at once
  record Outcome(Latency setup, int succeeded, int failed, int most, String errors) {}

  /// The installed one, or the one that this project's tests have unpacked.
  static Sipp find() throws IOException {
    for (var root : List.of(Path.of("/"), UNPACKED))
      if (Files.isExecutable(root.resolve(PROGRAM))) return new Sipp(root);
    throw new IOException("sipp is missing (expected: apt install sip-tester)");
  }

  /// Calls, and waits until all are over.
  ///
  /// @param to host and port; @param sound the port of this machine for the sound of all calls
  /// @param directory for its files
  Outcome run(String to, int sound, Wave wave, Path directory)
      throws IOException, InterruptedException {
    var seconds = Math.round(wave.total / wave.rate) + wave.length.plus(PATIENCE).toSeconds();
    var command =
        List.of(
            root.resolve(PROGRAM).toString(),
            to,
            "-sf",
            Home.root().resolve(SCENARIO).toString(),
            "-s",
            "parley",
            "-key",
            "caller",
            wave.caller,
            "-key",
            "sound",
            Integer.toString(sound),
            "-i",
            "127.0.0.1",
            "-p",
            Integer.toString(Home.freePort()),
            "-r",
            Double.toString(wave.rate),
            "-d",
            Long.toString(wave.length.toMillis()),
            "-m",
            Integer.toString(wave.total),
            "-l",
            Integer.toString(wave.total),
            "-trace_rtt",
            "-rtt_freq",
            "1",
            "-trace_stat",
            "-fd",
            "1",
            "-stf",
            "stat.csv",
            "-trace_err",
            "-error_file",
            "errors",
            "-nostdin",
            "-timeout",
            seconds + "s");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder
        .environment()
        .put("LD_LIBRARY_PATH", root.resolve("usr/lib/x86_64-linux-gnu").toString());
    var process = builder.start();
    try {
      if (!process.waitFor(seconds + PATIENCE.toSeconds(), TimeUnit.SECONDS))
        throw new IOException("sipp does not end (expected: after " + seconds + " s)");
    } finally {
      process.destroyForcibly();
    }
    return outcome(directory);
  }

  static Outcome outcome(Path directory) throws IOException {
    var stat = directory.resolve("stat.csv");
    if (!Files.exists(stat))
      throw new IOException("sipp: " + Files.readString(directory.resolve("output")));
    var rows = rows(Files.readAllLines(stat));
    var last = rows.getLast();
    var head = rows.getFirst();
    int most = 0;
    for (var row : rows.subList(1, rows.size()))
      most = Math.max(most, value(head, row, "CurrentCall"));
    var errors = directory.resolve("errors");
    return new Outcome(
        setup(directory),
        value(head, last, "SuccessfulCall(C)"),
        value(head, last, "FailedCall(C)"),
        most,
        Files.exists(errors) ? Files.readString(errors) : "");
  }

  /// Of a file with a head and semicolons.
  static List<List<String>> rows(List<String> lines) {
    return lines.stream().map(line -> List.of(line.split(";", -1))).toList();
  }

  private static int value(List<String> head, List<String> row, String column) {
    return Integer.parseInt(row.get(head.indexOf(column)));
  }

  private static Latency setup(Path directory) throws IOException {
    var latency = new Latency();
    for (var row : rows(times(directory)))
      latency.record(0, Math.round(Double.parseDouble(row.get(1)) * NANOS_PER_MILLI));
    return latency;
  }

  /// Without heads; no file means that no call was answered.
  private static List<String> times(Path directory) throws IOException {
    var lines = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(directory, "*_rtt.csv")) {
      for (var file : files) {
        var all = Files.readAllLines(file);
        lines.addAll(all.subList(Math.min(1, all.size()), all.size()));
      }
    }
    return lines;
  }
}
