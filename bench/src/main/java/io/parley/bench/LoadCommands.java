package io.parley.bench;

import io.parley.bench.load.ClosedLoop;
import io.parley.bench.load.ColdSessions;
import io.parley.bench.load.PacedLoop;
import io.parley.bench.measure.ProcessUse;
import io.parley.bench.measure.Tally;
import io.parley.bench.server.ChatServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The commands that print one line of the table.
final class LoadCommands {
  private LoadCommands() {}

  /// A way of loading a server.
  @FunctionalInterface
  interface Load {
    /// @param measuring called when the warm-up is over
    Tally run(Runnable measuring) throws InterruptedException;
  }

  static Report measure(ChatServer server, String mode, int sessions, Load load)
      throws IOException, InterruptedException {
    var before = new AtomicReference<>(server.use());
    var tally = load.run(() -> before.set(use(server)));
    return Report.of(server.name(), mode, sessions, tally, before.get(), server.use());
  }

  private static ProcessUse use(ChatServer server) {
    try {
      return server.use();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Their common options.
  abstract static class Loading implements Callable<Integer> {
    @Mixin Target target;
    @Mixin Times times;

    @Option(
        names = "--sessions",
        paramLabel = "N",
        defaultValue = "50",
        description = "at once (${DEFAULT-VALUE})")
    int sessions;

    @Option(names = "--json", paramLabel = "FILE", description = "writes all figures there, too")
    Path json;

    abstract String mode();

    abstract Load load(ChatServer server);

    @Override
    public Integer call() throws Exception {
      try (var server = target.start()) {
        times.heat(server);
        var report = measure(server, mode(), sessions, load(server));
        Report.printHead(System.out);
        report.print(System.out);
        Report.write(json, report.json());
        return report.tally().errors() == 0 && report.tally().turns() > 0 ? 0 : Bench.WRONG;
      }
    }
  }

  @Command(
      name = "closed",
      description = "Each session sends its next message when its reply is complete.",
      mixinStandardHelpOptions = true)
  static final class Closed extends Loading {
    @Override
    String mode() {
      return "closed";
    }

    @Override
    Load load(ChatServer server) {
      return new ClosedLoop(server.http(), sessions, times.warmUp(), times.measured())::run;
    }
  }

  @Command(
      name = "paced",
      description =
          "A fixed number of turns a second, whatever the server does; latency from the due time.",
      mixinStandardHelpOptions = true)
  static final class Paced extends Loading {
    @Option(
        names = "--rate",
        paramLabel = "R",
        defaultValue = "50",
        description = "turns a second over all sessions (${DEFAULT-VALUE})")
    private double rate;

    @Override
    String mode() {
      return "paced";
    }

    @Override
    Load load(ChatServer server) {
      return new PacedLoop(server.http(), sessions, rate, times.warmUp(), times.measured())::run;
    }
  }

  @Command(
      name = "cold",
      description = "New sessions, from the request that starts one to its first complete reply.",
      mixinStandardHelpOptions = true)
  static final class Cold extends Loading {
    @Override
    String mode() {
      return "cold";
    }

    @Override
    Load load(ChatServer server) {
      return new ColdSessions(server.http(), sessions, times.warmUp(), times.measured())::run;
    }
  }
}
