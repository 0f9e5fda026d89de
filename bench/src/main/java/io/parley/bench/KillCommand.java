package io.parley.bench;

import io.parley.bench.load.KillAndRestart;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether acknowledged messages are lost or duplicated when the server is killed under load.
@Command(
    name = "kill",
    description = "Kills Parley under load (SIGKILL) and starts it again on the same data.",
    mixinStandardHelpOptions = true)
final class KillCommand implements Callable<Integer> {
  private static final int SHOWN = 50;

  @Mixin private Target target;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "50",
      description = "at once (${DEFAULT-VALUE})")
  private int sessions;

  @Option(
      names = "--kills",
      paramLabel = "K",
      defaultValue = "3",
      description = "how often (${DEFAULT-VALUE})")
  private int kills;

  @Option(names = "--everything", description = "kills the database and the object store as well")
  private boolean everything;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "of the random moments; random by default, and printed")
  private long seed = System.nanoTime();

  @Option(
      names = "--between",
      paramLabel = "S",
      defaultValue = "5",
      description = "seconds of load before a kill, half of it to all (${DEFAULT-VALUE})")
  private long between;

  @Override
  public Integer call() throws Exception {
    System.out.println("seed " + seed);
    try (var server = target.parley()) {
      var result =
          new KillAndRestart(
                  server,
                  sessions,
                  kills,
                  everything,
                  Duration.ofSeconds(between),
                  new Random(seed))
              .run();
      System.out.printf(
          Locale.ROOT,
          "%d kills, %d acknowledged, %d turns; ready again after %.0f ms (p50), first reply after"
              + " %.0f ms (p50), %.0f (max); wrong: %d%n",
          kills,
          result.promises(),
          result.turns(),
          result.back().millis(50),
          result.firstReply().millis(50),
          result.firstReply().millis(100),
          result.wrong().size());
      result.wrong().stream().limit(SHOWN).forEach(System.out::println);
      return result.wrong().isEmpty() && result.promises() > 0 ? 0 : Bench.WRONG;
    }
  }
}
