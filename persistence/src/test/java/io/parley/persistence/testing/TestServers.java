package io.parley.persistence.testing;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.database.Sql;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalObjectStore;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.ObjectStoreSettings;
import io.parley.persistence.embedded.PostgresSettings;
import io.parley.persistence.embedded.SharedCache;
import io.parley.persistence.embedded.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// The servers of this test JVM. Their data is in memory ([MemoryFiles]) until it ends. Where there
/// is none, it is under `target/test-data-N` of the tested module, and the next run reuses it, with
/// the leftovers of a killed run.
public final class TestServers {
  /// Of an object store's JVM, which ends before the second compiler pays off.
  public static final List<String> OBJECT_STORE_OPTIONS = List.of("-XX:TieredStopAtLevel=1");

  private static final int SLOTS = 8;
  private static final String SUPERUSER = "postgres";

  /// The last user first: it may have been created by an earlier one.
  private static final List<String> USERS_LEFT =
      List.of(
          """
          SELECT format('DROP DATABASE %I WITH (FORCE)', datname)
          FROM pg_database JOIN pg_roles ON pg_roles.oid = datdba WHERE rolname LIKE 'test\\_%'\
          """,
          """
          SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'test\\_%'
          ORDER BY rolname DESC\
          """);

  /// Newest first: the directory was opened first and is released last.
  private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

  private static DataDirectory data;
  private static LocalPostgres postgres;
  private static LocalObjectStore objectStore;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TestServers::closeAll, "test-servers-end"));
  }

  private TestServers() {}

  public static synchronized LocalPostgres postgres() {
    if (postgres == null) {
      var settings = PostgresSettings.from(ConfigFactory.defaultReference());
      postgres = started(LocalPostgres.start(data(), settings));
      quicken(postgres);
      dropUsers(postgres);
      FreshDatabase.dropLeftovers(postgres);
    }
    return postgres;
  }

  public static synchronized LocalObjectStore objectStore() {
    if (objectStore == null) {
      var settings = ObjectStoreSettings.from(ConfigFactory.defaultReference());
      objectStore =
          started(
              LocalObjectStore.start(
                  data(), settings, objectStoreClassPath(), OBJECT_STORE_OPTIONS));
    }
    return objectStore;
  }

  /// The object store's program as built, searched from the tested module upwards.
  public static List<Path> objectStoreClassPath() {
    return Stream.iterate(Path.of("").toAbsolutePath(), dir -> dir != null, Path::getParent)
        .map(dir -> dir.resolve("s3/target"))
        .filter(target -> Files.isDirectory(target.resolve("lib")))
        .findFirst()
        .map(target -> List.of(target.resolve("classes"), target.resolve("lib")))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "s3/target/lib does not exist: build the module s3 first"));
  }

  /// Tests kill processes, never the machine, so the kernel's cache is as good as the disk. Their
  /// many connections need no password that takes long to try: 4,096 rounds of hashing are 9 ms of
  /// processor time for each. Both are stored in the data directory.
  private static void quicken(LocalPostgres postgres) {
    try (var superuser = superuser(postgres, SUPERUSER);
        var statement = superuser.createStatement()) {
      statement.execute("ALTER SYSTEM SET fsync = off");
      statement.execute("SELECT pg_reload_conf()");
      statement.execute("SET scram_iterations = 1");
      statement.execute(
          "ALTER ROLE %s PASSWORD '%s'".formatted(postgres.user(), postgres.password()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Connection superuser(LocalPostgres postgres, String database) throws SQLException {
    return DriverManager.getConnection(postgres.url(database), SUPERUSER, postgres.password());
  }

  /// Users left by a killed run, which might be members of the program's roles, and their
  /// databases, which no other user may drop.
  private static void dropUsers(LocalPostgres postgres) {
    try (var superuser = superuser(postgres, SUPERUSER)) {
      for (var left : USERS_LEFT)
        for (var drop : Sql.query(superuser, left, row -> row.getString(1)))
          Sql.update(superuser, drop);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataDirectory data() {
    try {
      var memory = MemoryFiles.directory();
      if (data == null && memory.isPresent())
        data = started(SharedCache.open(memory.get().resolve("test-data")));
      for (int slot = 0; data == null; slot++) data = onDisk(slot);
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Two test JVMs may run in one module at a time: each takes the first unlocked directory.
  ///
  /// @return null if another one has it
  private static DataDirectory onDisk(int slot) throws IOException {
    try {
      return started(SharedCache.open(Path.of("target", "test-data-" + slot)));
    } catch (StartFailure failure) {
      if (failure.kind() != StartFailure.Kind.DATA_IN_USE || slot == SLOTS) throw failure;
      return null;
    }
  }

  private static <T extends AutoCloseable> T started(T server) {
    STARTED.push(server);
    return server;
  }

  private static synchronized void closeAll() {
    while (!STARTED.isEmpty()) {
      try {
        STARTED.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a test server did not stop", e);
      }
    }
    try {
      MemoryFiles.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
