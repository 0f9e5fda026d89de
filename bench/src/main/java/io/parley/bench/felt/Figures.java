package io.parley.bench.felt;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The table of figures: each beside what it was when issue 15 was filed, and what it must be. Rows
/// are printed at once, what explains them after the table.
final class Figures {
  private final PrintStream out;
  private final List<String> notes = new ArrayList<>();

  Figures(PrintStream out) {
    this.out = out;
    out.println("| figure | before | must be | now |");
    out.println("|---|---|---|---|");
  }

  void row(String what, String before, String must, String now) {
    out.printf("| %s | %s | %s | %s |%n", what, before, must, now);
    out.flush();
  }

  /// Printed after the table.
  void note(String note) {
    notes.add(note);
  }

  void end() {
    out.println();
    notes.forEach(note -> out.println("- " + note));
    out.flush();
  }

  /// @return in milliseconds; `-` without values
  static String millis(List<Long> nanos, double percent) {
    return nanos.isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%.0f ms", percentile(nanos, percent));
  }

  /// In milliseconds: the smallest value that so many percent of all do not exceed.
  static double percentile(List<Long> nanos, double percent) {
    var sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
