package io.parley.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Resources used by a server's processes, from proc(5): the program with its children, and the
/// PostgreSQL of a directory, which is a daemon.
///
/// @param programSeconds of processor time; @param databaseSeconds likewise
/// @param flushes number of flushes of the database's log
/// @param programKiB of memory, shared pages divided by their sharers (PSS); @param databaseKiB
///   likewise
public record ProcessUse(
    double programSeconds,
    double databaseSeconds,
    long flushes,
    long programKiB,
    long databaseKiB) {
  private static final double TICKS_PER_SECOND = 100;

  /// @param program the process
  /// @param database PostgreSQL's data directory
  public static ProcessUse of(ProcessHandle program, Path database) throws IOException {
    var own = Stream.concat(Stream.of(program), program.descendants()).toList();
    var postgres = worksIn(database);
    return new ProcessUse(
        seconds(own), seconds(postgres), DatabaseFlushes.of(database), kib(own), kib(postgres));
  }

  public double secondsSince(ProcessUse earlier) {
    return programSeconds + databaseSeconds - earlier.programSeconds - earlier.databaseSeconds;
  }

  /// Processor time of this process, and of its children that have ended.
  public static double driverSeconds() throws IOException {
    return seconds(List.of(ProcessHandle.current()));
  }

  /// Every PostgreSQL process changes into its data directory.
  public static List<ProcessHandle> worksIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) return List.of();
    var real = directory.toRealPath();
    return ProcessHandle.allProcesses().filter(process -> isIn(process, real)).toList();
  }

  private static boolean isIn(ProcessHandle process, Path directory) {
    try {
      return Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath().equals(directory);
    } catch (IOException e) {
      return false; // it has just ended, or belongs to another user
    }
  }

  /// Its own time and that of its reaped children: connections come and go.
  private static double seconds(List<ProcessHandle> processes) throws IOException {
    double ticks = 0;
    for (var process : processes) {
      var stat = read(process, "stat");
      // the second field is a name in brackets, which may contain anything
      var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      if (fields.length > 14) for (int i = 11; i < 15; i++) ticks += Double.parseDouble(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long kib(List<ProcessHandle> processes) throws IOException {
    long sum = 0;
    for (var process : processes)
      sum +=
          read(process, "smaps_rollup")
              .lines()
              .filter(line -> line.startsWith("Pss:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
    return sum;
  }

  private static String read(ProcessHandle process, String file) throws IOException {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      if (process.isAlive()) throw e;
      return "";
    }
  }
}
