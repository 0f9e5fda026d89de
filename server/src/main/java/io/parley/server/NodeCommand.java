package io.parley.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// One node of `parley cluster`, started by it and not by people: the first line of its input holds
/// settings that override all others; when the input closes, its supervisor has ended, and the node
/// ends in order.
@Command(name = "node", hidden = true, mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

  @Mixin private SettingsOption options;

  @Spec private CommandSpec spec;

  /// The arguments of the command.
  static List<String> line(List<String> passed) {
    var line = new ArrayList<String>();
    line.add("node");
    line.addAll(passed);
    return line;
  }

  @Override
  public Integer call() throws IOException {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var line = input.readLine();
    if (line == null)
      throw new WrongSetting("node: started by hand (expected: started by parley cluster)");
    var settings = ConfigFactory.parseString(line).withFallback(options.settings());
    var begun = new CompletableFuture<Closers>();
    return ParleyCommand.run(
        settings,
        spec,
        whole ->
            Program.startAsProcess(
                whole,
                (config, closers, drain) -> {
                  var running = Wiring.start(config, closers, drain);
                  begun.complete(closers);
                  return running;
                },
                end -> {
                  Signals.onEnd(end);
                  // a virtual thread would pin its carrier while it reads, and there may be only
                  // one
                  Thread.ofPlatform()
                      .daemon()
                      .name("orphan")
                      .start(() -> awaitOrphaned(input, () -> hurry(begun, whole), end));
                }));
  }

  /// All nodes lose their supervisor at once, so no node is left to take sessions. A new supervisor
  /// may already be waiting for the directories and ports of its nodes.
  private static void hurry(CompletableFuture<Closers> begun, Config config) {
    var _ =
        begun.thenAccept(closers -> closers.within(ServerSettings.from(config).removedDeadline()));
  }

  private static void awaitOrphaned(BufferedReader input, Runnable hurry, IntConsumer end) {
    try {
      while (input.readLine() != null) LOG.debug("ignored a line of input");
    } catch (IOException e) {
      throw new UncheckedIOException("the input cannot be read", e);
    }
    LOG.warn("the process that started this node has ended; this node stops");
    hurry.run();
    end.accept(ExitCode.ENDED);
  }
}
