package io.parley.server;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line.
@Command(
    name = "parley",
    description = "A realtime session server for AI support agents.",
    versionProvider = ProgramVersion.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      ParleyCommand.Serve.class,
      CallCommand.class,
      ClusterCommand.class,
      JoinCommand.class,
      KnowledgeCommand.class,
      ModelsCommand.class,
      MoveCommand.class,
      NodeCommand.class,
      OrgCommand.class,
      OwnerLinkCommand.class,
      PhoneCommand.class,
      PlaceCommand.class,
      ToolsCommand.class,
      ParleyCommand.Version.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Settings come from environment variables (PARLEY_HTTP_PORT, PARLEY_DATA, PARLEY_MODEL …),"
          + " from the file",
      "given with --config (HOCON), or from -D options in PARLEY_JAVA_OPTS. docs/CONFIGURATION.md"
          + " lists them all."
    })
final class ParleyCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings in HOCON, over the defaults and under the environment")
  private Path config;

  @Spec private CommandSpec spec;

  /// The default command starts the server.
  @Override
  public Integer call() {
    return serve(settings(config, spec), spec);
  }

  private static int serve(Config settings, CommandSpec spec) {
    return run(settings, spec, Program::startAsProcess);
  }

  /// The settings file; the option may come before the command or after it.
  ///
  /// @param own the option after the command, or null
  /// @return null when none was named
  static Path file(Path own, CommandSpec spec) {
    var before = namedBefore(spec);
    if (before != null && own != null)
      throw new ParameterException(
          spec.commandLine(),
          "--config: %s before the command and %s after it (expected: one file)"
              .formatted(before, own));
    return before == null ? own : before;
  }

  private static Path namedBefore(CommandSpec spec) {
    return spec.parent() != null && spec.parent().userObject() instanceof ParleyCommand parley
        ? parley.config
        : null;
  }

  /// All settings; warns of variables that look like settings but are none.
  ///
  /// @param config a file, or null
  static Config settings(Path config, CommandSpec spec) {
    var settings = ProgramSettings.load(file(config, spec), System.getenv());
    settings
        .unknown()
        .forEach(
            name ->
                spec.commandLine()
                    .getErr()
                    .printf(
                        "parley: %s is set, but there is no such setting (see"
                            + " docs/CONFIGURATION.md)%n",
                        name));
    return settings.config();
  }

  /// Starts a program, prints its banner, and waits until it ends.
  ///
  /// @return the exit code
  static int run(Config settings, CommandSpec spec, Function<Config, Program> start) {
    try (var program = start.apply(settings)) {
      spec.commandLine().getOut().println(program.banner());
      return program.awaitEnd();
    }
  }

  @Command(
      name = "serve",
      description = "Starts the server. This is the default command.",
      mixinStandardHelpOptions = true)
  static final class Serve implements Callable<Integer> {
    @Mixin private SettingsOption options;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      return serve(options.settings(), spec);
    }
  }

  @Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
  static final class Version implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      if (namedBefore(spec) != null)
        throw new ParameterException(
            spec.commandLine(), "--config: version reads no settings (expected: no file)");
      for (var line : new ProgramVersion().getVersion()) spec.commandLine().getOut().println(line);
      return ExitCode.ENDED;
    }
  }
}
