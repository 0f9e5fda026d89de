package io.parley.bench;

import io.parley.bench.call.JitterBench;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (calls < 1) throw wrong("--calls: " + calls + " (expected: ≥ 1)");
    if (shortest.stream().anyMatch(each -> each < 0 || each > JitterBench.DELAY_MAX.toMillis()))
      throw wrong(
          "--delay-min: %s (expected: 0 to %d)"
              .formatted(shortest, JitterBench.DELAY_MAX.toMillis()));
    new JitterBench(calls, Duration.ofMinutes(1))
        .run(shortest.stream().map(Duration::ofMillis).toList(), System.out);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
