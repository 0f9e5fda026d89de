package io.parley.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// One run of the command line in this JVM, for commands that start nothing.
///
/// @param code its exit code; @param output both streams
public record CommandLineRun(int code, String output) {
  public static CommandLineRun of(String... arguments) {
    var text = new StringWriter();
    var out = new PrintWriter(text, true);
    int code =
        new CommandLine(new ParleyCommand())
            .setOut(out)
            .setErr(out)
            .setExecutionExceptionHandler(new StartProblems())
            .execute(arguments);
    return new CommandLineRun(code, text.toString());
  }
}
