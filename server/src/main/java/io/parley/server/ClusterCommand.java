package io.parley.server;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley cluster 3`: several nodes on this machine.
@Command(
    name = "cluster",
    description = {
      "Starts several nodes on this machine, each in its own process,",
      "over one PostgreSQL and one object store. A node that ends is started again.",
      "Ports count up from the configured ones; Ctrl-C stops all."
    },
    mixinStandardHelpOptions = true)
final class ClusterCommand implements Callable<Integer> {
  private static final int NODES_MAX = 20;

  @Parameters(
      paramLabel = "NODES",
      defaultValue = "3",
      description = "how many nodes; default: ${DEFAULT-VALUE}")
  private int nodes;

  @Mixin private SettingsOption options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (nodes < 1 || nodes > NODES_MAX)
      throw new ParameterException(
          spec.commandLine(), "NODES: %d (expected: 1 to %d)".formatted(nodes, NODES_MAX));
    var passed =
        options
            .file()
            .map(file -> List.of("--config", file.toAbsolutePath().toString()))
            .orElse(List.of());
    return ParleyCommand.run(
        options.settings(),
        spec,
        settings ->
            Program.startAsProcess(
                settings,
                (whole, closers, _) -> LocalCluster.start(nodes, passed, whole, closers)));
  }
}
