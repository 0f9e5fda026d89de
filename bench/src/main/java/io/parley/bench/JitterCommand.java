package io.parley.bench;

import io.parley.bench.call.JitterBench;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The jitter buffer alone.
@Command(
    name = "jitter",
    description = {
      "How long packets wait in the jitter buffer, and what is concealed, on calm and bad lines,",
      "for some shortest delays. Takes a second: no time passes in it."
    },
    mixinStandardHelpOptions = true)
final class JitterCommand implements Runnable {
  @Option(
      names = "--delay-min",
      paramLabel = "MS",
      split = ",",
      defaultValue = "20,10",
      description = "of the buffer, in ms (${DEFAULT-VALUE})")
  private List<Integer> shortest;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "60",
      description = "of a minute, on each line (${DEFAULT-VALUE})")
  private int calls;

  @Override
  public void run() {
    new JitterBench(calls, Duration.ofMinutes(1))
        .run(shortest.stream().map(Duration::ofMillis).toList(), System.out);
  }
}
