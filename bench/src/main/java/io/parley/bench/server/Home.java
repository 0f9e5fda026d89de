package io.parley.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;

/// The location of the repository (`-Dparley.home`, which `bench/run` sets; otherwise the directory
/// above the module), and helpers for disk and ports.
public final class Home {
  private static final int PORTS_FROM = 20_000;
  private static final int PORTS_TO = 32_000;

  private Home() {}

  public static Path root() {
    var set = System.getProperty("parley.home");
    return (set == null ? Path.of("..") : Path.of(set)).toAbsolutePath().normalize();
  }

  /// The directory of the built program.
  public static Path dist() throws IOException {
    var dist = root().resolve("server/target/dist");
    if (!Files.isDirectory(dist.resolve("lib")))
      throw new IOException(
          dist + " does not exist (expected: a built Parley; bench/run builds it)");
    return dist;
  }

  /// A directory on the repository's disk: the system's temporary directory may be in memory, where
  /// a commit costs nothing.
  static Path fresh(String name) throws IOException {
    var parent = Files.createDirectories(root().resolve("bench/target/data"));
    return Files.createTempDirectory(parent, name + "-");
  }

  /// A port for a server that may restart on it. It is below the ephemeral ports (from 32768 on),
  /// so that no other process takes it while the server is down.
  public static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(PORTS_FROM, PORTS_TO);
      if (isFree(port)) return port;
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    }
  }

  /// Deletes a directory with its contents.
  public static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
