package io.parley.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.bench.client.Frame;
import io.parley.bench.measure.ProcessUse;
import io.parley.bench.measure.Tally;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// One measurement: a line of the table, and an object of the JSON that is written with `--json`.
///
/// @param server its name; @param mode how it was loaded, in words
/// @param programSeconds processor time during the measurement; @param databaseSeconds likewise
/// @param flushes of the database's log during the measurement
record Report(
    String server,
    String mode,
    int sessions,
    Tally tally,
    double programSeconds,
    double databaseSeconds,
    long flushes) {
  private static final String HEAD =
      "%-10s %-8s %8s %8s | %21s | %21s | %29s | %7s %7s %6s"
          .formatted(
              "server",
              "mode",
              "sessions",
              "turns/s",
              "accepted p50 p99 ms",
              "1st delta p50 p99 ms",
              "completed p50 p99 max ms",
              "CPU ms",
              "flushes",
              "errors");

  static Report of(
      String server, String mode, int sessions, Tally tally, ProcessUse before, ProcessUse after) {
    return new Report(
        server,
        mode,
        sessions,
        tally,
        after.programSeconds() - before.programSeconds(),
        after.databaseSeconds() - before.databaseSeconds(),
        after.flushes() - before.flushes());
  }

  double turnsPerSecond() {
    return tally.turnsPerSecond();
  }

  /// Processor time of program and database for one turn.
  double cpuMillis() {
    return tally.turns() == 0 ? 0 : (programSeconds + databaseSeconds) * 1_000 / tally.turns();
  }

  /// Flushes of the database's log for one turn.
  double flushesPerTurn() {
    return tally.turns() == 0 ? 0 : (double) flushes / tally.turns();
  }

  static void printHead(PrintStream out) {
    out.println(HEAD);
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-10s %-8s %8d %8.1f | %10.2f %10.2f | %10.2f %10.2f | %9.2f %9.2f %9.2f | %7.2f %7.2f"
            + " %6d%n",
        server,
        mode,
        sessions,
        turnsPerSecond(),
        tally.accepted().millis(50),
        tally.accepted().millis(99),
        tally.firstDelta().millis(50),
        tally.firstDelta().millis(99),
        tally.completed().millis(50),
        tally.completed().millis(99),
        tally.completed().millis(100),
        cpuMillis(),
        flushesPerTurn(),
        tally.errors());
    printErrors(tally, out);
  }

  /// Errors by kind; nothing without errors.
  static void printErrors(Tally tally, PrintStream out) {
    if (tally.errors() > 0) out.println("  errors: " + tally.json().get("errors"));
  }

  ObjectNode json() {
    var json = Frame.JSON.createObjectNode();
    json.put("server", server).put("mode", mode).put("sessions", sessions);
    json.setAll(tally.json());
    json.put("programCpuSeconds", programSeconds).put("databaseCpuSeconds", databaseSeconds);
    return json.put("cpuMillisPerTurn", cpuMillis()).put("flushesPerTurn", flushesPerTurn());
  }

  /// @param file may be null: none was requested
  static void write(Path file, Object json) throws IOException {
    if (file != null)
      Files.writeString(file, Frame.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }
}
