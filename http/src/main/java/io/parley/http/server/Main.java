package io.parley.http.server;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/// Where the program begins.
public final class Main {
  private static final int JAVA = 25;

  private Main() {}

  public static void main(String[] arguments) {
    // the first statement: everything else may need what an older JDK has not
    int java = Runtime.version().feature();
    if (java < JAVA) {
      System.err.printf("parley: this is Java %d (expected: %d or newer)%n", java, JAVA);
      System.exit(ExitCode.REFUSED);
    }
    // before the first logger is made
    logFor(onTerminal());
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(
        new CommandLine(new ParleyCommand())
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(new StartProblems())
            .execute(arguments));
  }

  /// Before the first logger is made: readable for people, JSON for machines. What libraries say
  /// through the JDK's own logging goes the same way.
  private static void logFor(boolean person) {
    unlessSet("parley.log", person ? "terminal" : "json");
    unlessSet("parley.log.requests", person ? "WARN" : "INFO");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /// JDK 25 has a console only where there is a terminal again, unlike the three before it.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private static void unlessSet(String property, String value) {
    if (System.getProperty(property) == null) System.setProperty(property, value);
  }
}
