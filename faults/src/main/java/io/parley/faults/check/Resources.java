package io.parley.faults.check;

import io.parley.bench.load.Pace;
import io.parley.faults.fleet.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Resources of one node without connected clients, after a garbage collection.
///
/// @param heapMebibytes in use; @param readers connections of readers that it believes to have
/// @param questions commands that wait for an answer of their session
public record Resources(
    long heapMebibytes, long threads, long descriptors, long readers, long questions, int starts) {
  private static final int GC_SECONDS = 60;
  private static final long MEBIBYTE = 1L << 20;
  private static final Duration LOOK = Duration.ofMillis(500);

  /// Fluctuations without a leak: pools resize, code is compiled, caches fill.
  private static final long HEAP_MARGIN = 48;

  private static final long THREADS_MARGIN = 24;
  private static final long DESCRIPTORS_MARGIN = 48;

  public static Resources of(Node node) throws IOException, InterruptedException {
    long pid = node.process().pid();
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor(GC_SECONDS, TimeUnit.SECONDS);
    var metrics = node.management("/metrics").body();
    var proc = Path.of("/proc", Long.toString(pid));
    long descriptors;
    try (var files = Files.list(proc.resolve("fd"))) {
      descriptors = files.count();
    }
    return new Resources(
        (long) sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MEBIBYTE,
        Files.readString(proc.resolve("status"))
            .lines()
            .filter(line -> line.startsWith("Threads:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum(),
        descriptors,
        (long) sum(metrics, "parley_readers_open"),
        (long) sum(metrics, "parley_commands_under_way"),
        node.starts());
  }

  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// (6) Resources that grew by more than normal fluctuation. A restarted node is compared with its
  /// former process, too.
  public List<Violation> against(Resources before, String node) {
    var found = new ArrayList<Violation>();
    more(found, node, "MiB of heap", before.heapMebibytes, heapMebibytes, HEAP_MARGIN);
    more(found, node, "threads", before.threads, threads, THREADS_MARGIN);
    more(found, node, "descriptors", before.descriptors, descriptors, DESCRIPTORS_MARGIN);
    more(found, node, "readers", 0, readers, 0);
    more(found, node, "questions under way", 0, questions, 0);
    return found;
  }

  private static void more(
      List<Violation> found, String node, String what, long before, long now, long margin) {
    if (now > before + margin)
      found.add(
          new Violation(
              6,
              "",
              0,
              node,
              "%d %s (before: %d, allowed: %d more)".formatted(now, what, before, margin)));
  }

  /// Checks again until nothing is wrong or the time is over: nodes take a while to notice cut
  /// connections.
  public static List<Violation> awaitReturn(
      List<Node> nodes, List<Resources> before, Duration patience)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      var found = new ArrayList<Violation>();
      for (int i = 0; i < nodes.size(); i++)
        found.addAll(of(nodes.get(i)).against(before.get(i), nodes.get(i).name()));
      if (found.isEmpty() || System.nanoTime() > until) return found;
      Pace.awaitDue(System.nanoTime() + LOOK.toNanos());
    }
  }
}
