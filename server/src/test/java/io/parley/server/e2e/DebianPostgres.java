package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// PostgreSQL from Debian's package: a server as operators run it, with its client programs, which
/// the embedded one lacks.
final class DebianPostgres implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "parley";
  private static final String PASSWORD = "a-password-of-the-drill";

  private final Path programs;
  private final Path directory;
  private final int port;

  private DebianPostgres(Path programs, Path directory, int port) {
    this.programs = programs;
    this.directory = directory;
    this.port = port;
  }

  /// The directory of the newest version's programs, if it is installed.
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(VERSIONS)) return Optional.empty();
    try (var versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(bin -> Integer.valueOf(bin.getName(3).toString())));
    }
  }

  /// Starts a server with an empty database.
  static DebianPostgres start(Path programs)
      throws IOException, InterruptedException, SQLException {
    // below /tmp: PostgreSQL's user needs access, and only root can read JUnit's directories
    var directory = Files.createTempDirectory("parley-postgres-");
    var password = Files.writeString(directory.resolve("password"), PASSWORD);
    if (isRoot()) run(List.of("chown", "-R", "postgres", directory.toString()));
    var postgres = new DebianPostgres(programs, directory, FreePort.find());
    postgres.program(
        "initdb",
        List.of(
            "--username=" + USER,
            "--auth=scram-sha-256",
            "--pwfile=" + password,
            "--encoding=UTF8",
            "--locale=C"));
    postgres.program(
        "pg_ctl",
        List.of(
            "--wait",
            "--log=" + directory.resolve("log"),
            "--options=" + postgres.options(),
            "start"));
    try (var connection = postgres.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE parley");
    }
    return postgres;
  }

  private String options() {
    return "-c port=%d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''".formatted(port);
  }

  /// The settings with which a server, and the scripts, use it.
  Map<String, String> variables() {
    return Map.of(
        "PARLEY_DATABASE_URL", url("parley") + "?sslmode=disable",
        "PARLEY_DATABASE_USER", USER,
        "PARLEY_DATABASE_PASSWORD", PASSWORD);
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, PASSWORD);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private void program(String name, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (isRoot()) command.addAll(List.of("runuser", "-u", "postgres", "--"));
    command.add(programs.resolve(name).toString());
    command.add("--pgdata=" + directory.resolve("data"));
    command.addAll(arguments);
    run(command);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  @Override
  public void close() {
    try {
      program("pg_ctl", List.of("--wait", "--mode=immediate", "stop"));
      run(List.of("rm", "-rf", directory.toString()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
