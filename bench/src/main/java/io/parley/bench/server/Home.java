package io.parley.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Where the repository lies (`-Dparley.home`, which `bench/run` sets; otherwise the directory
/// above the module), and what the benchmark does with its disk and ports.
public final class Home {
  private Home() {}

  public static Path root() {
    var set = System.getProperty("parley.home");
    return (set == null ? Path.of("..") : Path.of(set)).toAbsolutePath().normalize();
  }

  /// Where the build has laid out the program.
  public static Path dist() throws IOException {
    var dist = root().resolve("http/target/dist");
    if (!Files.isDirectory(dist.resolve("lib")))
      throw new IOException(dist + " is not there (expected: a built Parley; bench/run builds it)");
    return dist;
  }

  /// On the disk that the repository is on: the system's own temporary directory may be memory, on
  /// which a commit costs nothing.
  static Path fresh(String name) throws IOException {
    var parent = Files.createDirectories(root().resolve("bench/target/data"));
    return Files.createTempDirectory(parent, name + "-");
  }

  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /// With all that is in it.
  public static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
