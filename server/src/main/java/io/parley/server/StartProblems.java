package io.parley.server;

import com.typesafe.config.ConfigException;
import io.parley.persistence.embedded.StartFailure;
import io.parley.persistence.schema.SchemaFailure;
import io.parley.server.client.ClientFailure;
import io.parley.server.cluster.ClusterFailure;
import io.parley.server.nodes.NodeFailure;
import io.parley.voice.models.FetchFailure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Reports why the program does not start: one sentence for a problem that the user can fix, a log
/// with the stack trace for an internal error.
final class StartProblems implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    var cause = cause(failure);
    if (cause instanceof StoppedWhileStarting stopped) return stopped.code();
    var sentence =
        switch (cause) {
          case StartFailure known -> known.getMessage();
          case SchemaFailure known -> known.getMessage();
          case WrongSetting known -> known.getMessage();
          case ClusterFailure known -> known.getMessage();
          case NodeFailure known -> known.getMessage();
          case FetchFailure known -> known.getMessage();
          case ClientFailure known -> known.getMessage();
          // a file that cannot be parsed; single values were checked where the settings are
          case ConfigException wrong -> wrong.getMessage();
          // settings records refuse with a sentence that names key, value and what was expected
          case IllegalArgumentException wrong -> EnvironmentNames.named(wrong.getMessage());
          default -> null;
        };
    if (sentence == null) {
      LoggerFactory.getLogger(Main.class).error("the program could not be started", cause);
      command
          .getErr()
          .println("parley: an internal error prevented the start; the log has the details");
      return ExitCode.FAULT;
    }
    command.getErr().println("parley: " + sentence);
    return ExitCode.REFUSED;
  }

  private static Throwable cause(Throwable failure) {
    return (failure instanceof CompletionException || failure instanceof ExecutionException)
            && failure.getCause() != null
        ? cause(failure.getCause())
        : failure;
  }
}
