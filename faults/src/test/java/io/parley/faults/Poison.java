package io.parley.faults;

import static io.parley.faults.build.Change.before;

import io.parley.faults.build.NextBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A build whose scripted model fails at certain messages in a way that no model should: on the
/// calling thread, each time.
final class Poison {
  /// Overflows the stack.
  static final String STACK = "a riddle without an end";

  /// Throws an error that no JVM survives.
  static final String FATAL = "a word that breaks the machine";

  /// Ends the process without a message, like a crash of native code.
  static final String HALT = "a word that stops the machine";

  private static final String MODEL = "io.parley.tools.model.scripted.ScriptedModel";

  private Poison() {}

  /// @param directory is created
  static Path build(Path directory) throws IOException {
    return NextBuild.compile(
        directory,
        "0.2.0",
        List.of(
            before(
                MODEL,
                "    if (!places.tryAcquire()) {",
                """
                    if (prompt.purpose() == io.parley.core.model.Purpose.REPLY) {
                      var words = lastWords(prompt);
                      if (words.equals("%s")) return start(prompt, listener);
                      if (words.equals("%s")) throw new InternalError("injected");
                      if (words.equals("%s")) {
                        System.out.println("poisoned: this process ends");
                        System.out.flush();
                        Runtime.getRuntime().halt(99);
                      }
                    }
                """
                    .formatted(STACK, FATAL, HALT))));
  }
}
