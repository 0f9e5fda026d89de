package io.parley.persistence.testing;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.PostgresSettings;
import io.parley.persistence.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/// Data directories as a first start leaves them before anybody has said anything: PostgreSQL is
/// unpacked and initialised, with Parley's tables in it. One is made for this test JVM. A copy of
/// it takes a fraction of a second, a first start some seconds of a processor.
public final class PreparedData {
  private static final Path PASSWORD = Path.of("secrets", "postgres");
  private static final Path POSTGRES = Path.of("postgres");

  private static DataDirectory whole;

  private PreparedData() {}

  /// Makes `directory` a copy, unless a server has been there: then a test starts it again.
  public static void at(Path directory) throws IOException {
    if (Files.exists(directory.resolve("VERSION"))) return;
    var from = whole();
    try (var data = DataDirectory.open(directory)) {
      if (!Files.exists(data.cache())) Files.createSymbolicLink(data.cache(), from.cache());
      copy(from.root().resolve(PASSWORD), data.root().resolve(PASSWORD));
      copy(from.root().resolve(POSTGRES), data.root().resolve(POSTGRES));
    }
  }

  /// Its programs stay for the next run, its database is made anew: the tables may have changed.
  private static synchronized DataDirectory whole() throws IOException {
    if (whole == null) {
      var data = TestServers.firstFree("prepared-data-");
      delete(data.postgres());
      var defaults = ConfigFactory.defaultReference();
      try (var postgres = LocalPostgres.start(data, PostgresSettings.from(defaults))) {
        TestServers.withoutFsync(postgres);
        Schema.migrate(
            DatabaseSettings.from(defaults)
                .at(postgres.url(), postgres.user(), postgres.password()));
      }
      whole = data;
    }
    return whole;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (var one : (Iterable<Path>) all::iterator)
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
