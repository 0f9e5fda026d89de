package io.parley.bench;

import java.time.Duration;
import picocli.CommandLine.Option;

/// How long a test lasts.
final class Times {
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

  Duration warmUp() {
    return Duration.ofSeconds(warmUp);
  }

  Duration measured() {
    return Duration.ofSeconds(seconds);
  }
}
