package io.parley.faults.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// A wall clock for each node that jumps on command, as after a correction by hand; the monotonic
/// clock, which drives timers, does not. A few lines of C, preloaded before the C library, add an
/// offset read from a file: with libfaketime, the usual tool, a clock reading takes 5 µs, and a
/// JVM, which reads it all the time, takes minutes to start.
public final class Clocks {
  private static final Path COMPILER = Path.of("/usr/bin/cc");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path directory;

  private Clocks(Path directory) {
    this.directory = directory;
  }

  /// Whether a C compiler is present or can be installed.
  public static boolean areThere() throws IOException {
    return Files.exists(COMPILER) || Debian.isRoot();
  }

  /// @param directory is created; @param nodes number of clocks, all correct at first
  public static Clocks make(Path directory, int nodes) throws IOException, InterruptedException {
    Debian.install(COMPILER, "gcc", "libc6-dev");
    var clocks = new Clocks(Files.createDirectories(directory));
    var source = directory.resolve("clock.c");
    try (var text = Clocks.class.getResourceAsStream("clock.c")) {
      Files.copy(text, source);
    }
    Shell.run(
        PATIENCE,
        List.of(
            COMPILER.toString(),
            "-Wall",
            "-Wextra",
            "-Werror",
            "-O2",
            "-shared",
            "-fPIC",
            "-o",
            clocks.library().toString(),
            source.toString()));
    for (int node = 0; node < nodes; node++) clocks.jump(node, Duration.ZERO);
    return clocks;
  }

  private Path library() {
    return directory.resolve("clock.so");
  }

  /// Returns the plan with nodes that use these clocks.
  public Fleet.Plan on(Fleet.Plan plan) {
    return plan.with("LD_PRELOAD", library().toString())
        .with("FAULTS_CLOCK", directory.resolve("{node}").toString());
  }

  /// @param from offset of the node's clock to the true time from now on
  public void jump(int node, Duration from) throws IOException {
    var seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    seconds.putLong(from.toSeconds()).flip();
    try (var file =
        FileChannel.open(
            directory.resolve("node" + (node + 1)),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      file.write(seconds, 0);
    }
  }
}
