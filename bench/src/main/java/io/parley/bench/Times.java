package io.parley.bench;

import io.parley.bench.load.ClosedLoop;
import io.parley.bench.server.ChatServer;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How long a test lasts.
final class Times {
  private static final int CROWD = 50;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "10",
      description = "seconds that are not counted (${DEFAULT-VALUE})")
  private long warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "seconds that are counted (${DEFAULT-VALUE})")
  private long seconds;

  @Option(
      names = "--heat",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "first of all so many seconds of 50 sessions, for a server that has been up for a while"
              + " (${DEFAULT-VALUE})")
  private long heat;

  Duration warmUp() {
    return Duration.ofSeconds(warmUp);
  }

  Duration measured() {
    return Duration.ofSeconds(seconds);
  }

  /// What a JVM compiles and a database reads in once, whatever is measured afterwards.
  void heat(ChatServer server) throws InterruptedException {
    if (heat > 0)
      new ClosedLoop(server.http(), CROWD, Duration.ZERO, Duration.ofSeconds(heat)).run(() -> {});
  }
}
