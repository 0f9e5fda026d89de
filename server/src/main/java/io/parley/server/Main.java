package io.parley.server;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/// The program's entry point. The launcher checks that the JDK is new enough: an older one cannot
/// even load this class.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // before the first logger is made
    logFor(Terminal.isThere());
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(
        new CommandLine(new ParleyCommand())
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(new StartProblems())
            .execute(arguments));
  }

  /// Before the first logger is made: a readable format on a terminal, JSON otherwise. The JDK's
  /// own logging, which libraries use, is redirected too.
  private static void logFor(boolean person) {
    unlessSet("parley.log", person ? "terminal" : "json");
    unlessSet("parley.log.requests", person ? "WARN" : "INFO");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static void unlessSet(String property, String value) {
    if (System.getProperty(property) == null) System.setProperty(property, value);
  }
}
