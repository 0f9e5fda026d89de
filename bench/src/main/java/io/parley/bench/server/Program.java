package io.parley.bench.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The command line of the built program, as the launcher composes it.
public final class Program {
  private Program() {}

  /// @param options further ones of the JVM
  /// @param arguments of the program's own command line
  public static List<String> command(List<String> options, List<String> arguments)
      throws IOException {
    return command(Optional.empty(), options, arguments);
  }

  /// @param other classes that precede the program's own: then it starts without its startup cache,
  ///   which is valid for one class path only
  /// @param options further ones of the JVM
  /// @param arguments of the program's own command line
  public static List<String> command(
      Optional<Path> other, List<String> options, List<String> arguments) throws IOException {
    var dist = Home.dist();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + dist.resolve("jvm.options"));
    if (other.isEmpty() && Files.exists(dist.resolve("cache.key")))
      command.addAll(List.of("-XX:AOTCache=" + dist.resolve("server.aot"), "-Xlog:aot=off"));
    // indexing the help articles would occupy a core for some seconds
    command.add("-Dparley.sample-shop=false");
    command.addAll(options);
    command.addAll(List.of(System.getProperty("bench.java", "").split(" ")));
    command.removeIf(String::isEmpty);
    var classPath = other.map(classes -> classes + File.pathSeparator).orElse("") + classPath(dist);
    command.addAll(List.of("-cp", classPath, "io.parley.server.Main"));
    command.addAll(arguments);
    return command;
  }

  private static String classPath(Path dist) throws IOException {
    try (var jars = Files.list(dist.resolve("lib"))) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    }
  }
}
