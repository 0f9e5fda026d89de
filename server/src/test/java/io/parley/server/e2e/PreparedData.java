package io.parley.server.e2e;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.PostgresSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Data directories in their state after a first start: PostgreSQL is unpacked and initialised, and
/// has Parley's tables and the sample shop with its embedded articles, which are indexed. A first
/// start creates one for each build. A copy takes a fraction of a second, a first start ten seconds
/// of processor time.
public final class PreparedData {
  private static final Duration EMBEDDED = Duration.ofMinutes(3);

  /// 128 and the number of SIGTERM.
  private static final int TERMINATED = 143;

  private static final Path MADE = Path.of("target", "prepared-data").toAbsolutePath();
  private static final Path LIBRARIES = MADE.resolve("libraries");
  private static final Path JARS = Path.of("target", "dist", "lib");
  private static final Path PASSWORD = Path.of("secrets", "postgres");

  /// Encrypts keys in the database.
  private static final Path SECRET_KEY = Path.of("secrets", "secret-key");

  private static final Path POSTGRES = Path.of("postgres");

  /// The index of the articles; making it again takes half a second.
  private static final Path KNOWLEDGE = Path.of("knowledge");

  private static boolean made;

  private PreparedData() {}

  /// Makes `directory` a copy, unless a server has used it: then a test restarts that server.
  public static void at(Path directory) throws IOException {
    if (Files.exists(directory.resolve("VERSION"))) return;
    var from = whole();
    try (var data = DataDirectory.open(directory)) {
      Files.createSymbolicLink(data.cache(), from.resolve("cache"));
      copy(from.resolve(PASSWORD), data.root().resolve(PASSWORD));
      copy(from.resolve(SECRET_KEY), data.root().resolve(SECRET_KEY));
      copy(from.resolve(POSTGRES), data.root().resolve(POSTGRES));
      copy(from.resolve(KNOWLEDGE), data.root().resolve(KNOWLEDGE));
    }
  }

  /// The prepared directory of the tested build, identified by its jars; the first test JVM creates
  /// it.
  private static synchronized Path whole() throws IOException {
    var data = MADE.resolve("data");
    if (made) return data;
    Files.createDirectories(MADE.getParent());
    try (var lock = FileChannel.open(MADE.resolveSibling("prepared-data.lock"), CREATE, WRITE);
        var _ = lock.lock()) {
      var jars = MADE.resolve("jars");
      var now = jars();
      if (!Files.exists(jars) || !Files.readString(jars).equals(now)) {
        delete(MADE);
        unpackLibraries();
        make(data);
        Files.writeString(jars, now);
      }
    }
    made = true;
    return data;
  }

  /// The directory of onnxruntime's libraries, once it is there. Without it each server unpacks 24
  /// MB, and leaves them in the temporary directory when it is killed.
  static Optional<Path> libraries() {
    return Optional.of(LIBRARIES).filter(Files::isDirectory);
  }

  /// Whole or not at all: servers of other test JVMs may start meanwhile.
  private static void unpackLibraries() throws IOException {
    var unpacking = Files.createDirectories(MADE.resolve("unpacking"));
    var system = System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64";
    try (var jar = FileSystems.newFileSystem(onnxruntime());
        var all = Files.newDirectoryStream(jar.getPath("ai", "onnxruntime", "native", system))) {
      for (var one : all) Files.copy(one, unpacking.resolve(one.getFileName().toString()));
    }
    Files.move(unpacking, LIBRARIES, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path onnxruntime() throws IOException {
    try (var jars = Files.list(JARS)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("onnxruntime-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void make(Path data) throws IOException {
    try (var server = ServerProcess.startFirst(data, Map.of("PARLEY_MODEL", "offline"))) {
      await().atMost(EMBEDDED).until(() -> server.log().contains("passages have their vectors"));
      assertThat(server.stop()).as(server.log()).isEqualTo(TERMINATED);
    }
    quicken(data);
    // tests kill processes, never the machine, so data in the kernel's cache is safe
    Files.writeString(
        data.resolve(POSTGRES).resolve("postgresql.auto.conf"), "fsync = off\n", APPEND);
  }

  /// Forgets that a server ran: the next one is the first on its database. One round of hashing
  /// suffices for a test's password; each connection of a pool would take 4,096.
  private static void quicken(Path data) throws IOException {
    try (var directory = DataDirectory.open(data);
        var postgres =
            LocalPostgres.start(
                directory, PostgresSettings.from(ConfigFactory.defaultReference()));
        var connection =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute("UPDATE cluster_agreement SET formation = 0, shards = 0");
      statement.execute("SET scram_iterations = 1");
      statement.execute(
          "ALTER ROLE %s PASSWORD '%s'".formatted(postgres.user(), postgres.password()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String jars() throws IOException {
    try (var jars = Files.list(JARS)) {
      return jars.sorted()
          .map(
              jar -> {
                var file = jar.toFile();
                return "%s %d %d".formatted(file.getName(), file.length(), file.lastModified());
              })
          .collect(Collectors.joining("\n"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var one : all.toList())
        Files.copy(
            one,
            to.resolve(from.relativize(one).toString()),
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) return;
    try (var all = Files.walk(directory)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(one);
    }
  }
}
