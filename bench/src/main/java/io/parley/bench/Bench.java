package io.parley.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The command line. Exit codes: 0; 1 when something was lost or went wrong; 2 for wrong options.
@Command(
    name = "bench/run",
    description = "Loads a chat server and reports what it does.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LoadCommands.Closed.class,
      LoadCommands.Paced.class,
      LoadCommands.Cold.class,
      IdleCommand.class,
      ReconnectCommand.class,
      StormCommand.class,
      WakeCommand.class,
      LongCommand.class,
      KillCommand.class,
      CompareCommand.class,
      FairnessCommand.class,
      RowSecurityCommand.class,
      KnowledgeCommand.class,
      SpeechCommand.class,
      CallsCommand.class,
      SipCommand.class,
      JitterCommand.class,
      FeltCommand.class,
      IndexCommand.class,
      HelpCommand.class
    })
public final class Bench {
  /// The exit code when something was lost or went wrong.
  public static final int WRONG = 1;

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /// All commands.
  public static CommandLine commandLine() {
    return new CommandLine(new Bench());
  }
}
