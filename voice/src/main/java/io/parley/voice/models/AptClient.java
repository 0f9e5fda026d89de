package io.parley.voice.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Asks apt for a package's address, as it knows this machine's mirror, and has dpkg unpack it.
/// Nothing is installed, and root is not needed.
///
/// @param apt the program that knows addresses; @param dpkg the program that unpacks
record AptClient(String apt, String dpkg) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// `'address' file bytes SHA256:…`
  private static final Pattern ADDRESS = Pattern.compile("(?m)^'([^']+)'");

  static AptClient installed() {
    return new AptClient("apt-get", "dpkg-deb");
  }

  /// Blocks until apt has answered.
  ///
  /// @throws FetchFailure when there is no apt, or it does not offer this version
  URI address(DebianPackage wanted) throws InterruptedException {
    try {
      var answer = answer(List.of(apt, "--print-uris", "download", wanted.coordinates()));
      var address = ADDRESS.matcher(answer);
      if (!address.find()) throw new IOException("no address in its answer");
      return URI.create(address.group(1));
    } catch (IOException e) {
      throw new FetchFailure(
          ("%s does not offer %s: %s (expected: Debian 12 for amd64 with its lists up to date, see"
                  + " apt-get update; a program that the system has installed is used as it is)")
              .formatted(apt, wanted.coordinates(), e.getMessage()),
          e);
    }
  }

  /// Blocks until the files are unpacked.
  void unpack(Path archive, Path directory) throws IOException, InterruptedException {
    answer(List.of(dpkg, "--extract", archive.toString(), directory.toString()));
  }

  private static String answer(List<String> command) throws IOException, InterruptedException {
    var asked = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = asked.inputReader(UTF_8)) {
      asked.getOutputStream().close();
      if (!asked.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
      if (asked.exitValue() != 0) throw new IOException("exit code " + asked.exitValue());
      return out.readAllAsString();
    } finally {
      asked.destroyForcibly();
    }
  }
}
