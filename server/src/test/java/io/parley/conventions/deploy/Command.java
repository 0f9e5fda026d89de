package io.parley.conventions.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of the system.
public final class Command {
  private static final int INSTALL_MINUTES = 5;

  /// @param output standard output; standard error when the program failed with an empty one
  public record Result(int code, String output) {}

  private Command() {}

  public static Optional<Path> find(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// The program; root installs it from Debian when it is missing.
  ///
  /// @param debian name of the Debian package
  public static Optional<Path> findOrInstall(String program, String debian)
      throws IOException, InterruptedException {
    if (find(program).isEmpty()
        && System.getProperty("user.name").equals("root")
        && find("apt-get").isPresent()
        && succeeds("apt-get", "update"))
      succeeds("apt-get", "install", "-y", "--no-install-recommends", debian);
    return find(program);
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) return process.exitValue() == 0;
    process.destroyForcibly();
    return false;
  }

  static Result run(String... command) throws IOException, InterruptedException {
    return run(Arrays.asList(command), Path.of("."));
  }

  static Result run(List<String> command, Path directory) throws IOException, InterruptedException {
    var complaints = Files.createTempFile("command-", ".err");
    var process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(complaints.toFile())
            .start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    var complaint = Files.readString(complaints);
    Files.delete(complaints);
    return new Result(code, code != 0 && output.isEmpty() ? complaint : output);
  }
}
