package io.parley.bench;

import io.parley.bench.load.ClosedLoop;
import io.parley.bench.server.ChatServer;
import java.time.Duration;
import picocli.CommandLine.Option;

/// The durations of a test.
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
          "seconds of load by 50 sessions before everything else, for a server that is warm"
              + " (${DEFAULT-VALUE})")
  private long heat;

  Duration warmUp() {
    return Duration.ofSeconds(warmUp);
  }

  Duration measured() {
    return Duration.ofSeconds(seconds);
  }

  /// Runs the preliminary load, after which code is compiled and the database's caches are filled.
  void heat(ChatServer server) throws InterruptedException {
    if (heat > 0)
      new ClosedLoop(server.http(), CROWD, Duration.ZERO, Duration.ofSeconds(heat)).run(() -> {});
  }
}
