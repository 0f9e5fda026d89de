package io.parley.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {
  private static final PostgresSettings SETTINGS =
      PostgresSettings.from(ConfigFactory.defaultReference());

  @TempDir private static Path before;
  private static Path started;

  @TempDir Path temp;
  private DataDirectory data;

  @BeforeAll
  static void prepare() throws IOException {
    started = SharedCache.started(before.resolve("started"));
  }

  @BeforeEach
  void open() throws IOException {
    data = DataDirectory.open(SharedCache.copyOf(started, temp.resolve("data")));
  }

  @AfterEach
  void close() throws IOException {
    Files.delete(data.cache());
    Files.deleteIfExists(temp.resolve("other/cache"));
    data.close();
  }

  @Test
  void rows_survive_a_restart() throws SQLException {
    try (var postgres = LocalPostgres.start(data, SETTINGS)) {
      execute(postgres, "CREATE TABLE kept (word text)");
      execute(postgres, "INSERT INTO kept VALUES ('still here')");
    }
    try (var postgres = LocalPostgres.start(data, SETTINGS)) {
      assertThat(query(postgres, "SELECT word FROM kept")).isEqualTo("still here");
    }
  }

  @Test
  void commits_reach_the_disk_and_connecting_needs_the_password() throws SQLException {
    try (var postgres = LocalPostgres.start(data, SETTINGS)) {
      assertThat(setting(postgres, "fsync")).isEqualTo("on");
      assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(postgres, "full_page_writes")).isEqualTo("on");
      assertThat(setting(postgres, "data_checksums")).isEqualTo("on");
      assertThat(setting(postgres, "max_connections")).isEqualTo("200");
      assertThat(setting(postgres, "shared_buffers")).isEqualTo("256MB");
      assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(postgres, "unix_socket_directories")).isEmpty();
      assertThat(setting(postgres, "server_version")).startsWith(PostgresBinaries.MAJOR + ".");

      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.url(), postgres.user(), "wrong").close())
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), "postgres", "").close())
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void the_role_is_not_a_superuser_but_may_create_databases() throws SQLException {
    try (var postgres = LocalPostgres.start(data, SETTINGS)) {
      assertThat(query(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
          .isEqualTo("f");
      execute(postgres, "CREATE DATABASE another");
      try (var connection =
          DriverManager.getConnection(
              postgres.url("another"), postgres.user(), postgres.password())) {
        assertThat(connection.isValid(1)).isTrue();
      }
    }
  }

  @Test
  void a_server_that_dies_is_restarted_on_the_same_port() throws Exception {
    try (var postgres = LocalPostgres.start(data, SETTINGS)) {
      execute(postgres, "CREATE TABLE kept (word text)");
      var server = new Postmaster(data.postgres()).running().orElseThrow();

      server.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> query(postgres, "SELECT count(*) FROM kept").equals("0"));
      assertThat(new Postmaster(data.postgres()).running().orElseThrow().pid())
          .isNotEqualTo(server.pid());
    }
  }

  @Test
  void closing_leaves_no_process_and_can_be_repeated() throws IOException {
    var postgres = LocalPostgres.start(data, SETTINGS);
    var postmaster = new Postmaster(data.postgres());
    assertThat(postmaster.processes()).hasSizeGreaterThan(1);
    postgres.close();
    postgres.close();
    assertThat(postmaster.processes()).isEmpty();
    assertThat(postmaster.pidFile()).doesNotExist();
    assertThat(log()).contains("database system is shut down");
  }

  @Test
  void connected_clients_do_not_prevent_stopping() throws SQLException {
    var postgres = LocalPostgres.start(data, SETTINGS);
    try (var connection = connect(postgres)) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("SELECT 1");
      postgres.close();
      assertThat(connection.isValid(1)).isFalse();
    }
  }

  @Test
  void a_pid_file_with_another_programs_number_is_deleted_and_the_program_left_alone()
      throws IOException {
    var stranger = new ProcessBuilder("sleep", "300").start();
    try {
      Files.writeString(
          data.postgres().resolve("postmaster.pid"),
          "%d\n%s\n1700000000\n54321\n\n127.0.0.1\n  1 1\nready   \n"
              .formatted(stranger.pid(), data.postgres()));
      LocalPostgres.start(data, SETTINGS).close();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void a_truncated_pid_file_is_deleted() throws IOException {
    Files.writeString(data.postgres().resolve("postmaster.pid"), "");
    LocalPostgres.start(data, SETTINGS).close();
  }

  @Test
  void another_postgres_on_another_directory_is_left_alone() throws Exception {
    try (var otherData = DataDirectory.open(SharedCache.copyOf(started, temp.resolve("other")));
        var other = LocalPostgres.start(otherData, SETTINGS)) {
      // as after copying a data directory whose server runs: the process exists, and is a
      // PostgreSQL
      Files.copy(
          otherData.postgres().resolve("postmaster.pid"),
          data.postgres().resolve("postmaster.pid"));
      LocalPostgres.start(data, SETTINGS).close();
      assertThat(query(other, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void a_half_created_database_is_created_again() throws IOException {
    UnpackedArchive.delete(data.postgres());
    Files.createDirectories(data.root().resolve("postgres.new/base"));
    LocalPostgres.start(data, SETTINGS).close();
    assertThat(data.root().resolve("postgres.new")).doesNotExist();
  }

  @Test
  void a_taken_port_is_a_sentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var failure = refused(SETTINGS.withPort(taken.getLocalPort()));
      assertThat(failure.kind()).isEqualTo(Kind.PORT_IN_USE);
      assertThat(failure)
          .hasMessageContaining("port %d on 127.0.0.1".formatted(taken.getLocalPort()))
          .hasMessageContaining("(expected: a free port, or 0 for any)");
    }
  }

  @Test
  void the_data_of_another_major_version_is_refused_untouched() throws IOException {
    Files.writeString(data.postgres().resolve("PG_VERSION"), "17\n");
    var failure = refused(SETTINGS);
    assertThat(failure.kind()).isEqualTo(Kind.OTHER_POSTGRES);
    assertThat(failure).hasMessageContaining("made by PostgreSQL 17 (expected: PostgreSQL 18");
  }

  @Test
  void a_directory_that_is_no_database_is_refused() throws IOException {
    UnpackedArchive.delete(data.postgres());
    Files.createDirectories(data.postgres());
    assertThat(refused(SETTINGS).kind()).isEqualTo(Kind.DATA_NOT_OURS);
  }

  @Test
  void a_lost_password_is_reported_and_no_server_is_left_running() throws IOException {
    data.close();
    Files.delete(data.root().resolve("secrets/postgres"));
    data = DataDirectory.open(data.root());
    assertThat(refused(SETTINGS)).hasMessageContaining("rejects the password in");
    assertThat(new Postmaster(data.postgres()).running()).isEmpty();
  }

  @Test
  void a_server_that_refuses_its_configuration_reports_the_reason() throws IOException {
    Files.writeString(data.postgres().resolve("postgresql.auto.conf"), "shared_buffers = 'much'\n");
    var failure = refused(SETTINGS);
    assertThat(failure.kind()).isEqualTo(Kind.NOT_UP);
    assertThat(failure)
        .hasMessageStartingWith("PostgreSQL did not come up: configuration file")
        .hasMessageContaining("postgresql.auto.conf")
        .hasMessageEndingWith("its log is in %s/log)".formatted(data.postgres()));
  }

  @Test
  void a_server_with_damaged_files_reports_the_reason() throws IOException {
    Files.delete(data.postgres().resolve("global/pg_control"));
    assertThat(refused(SETTINGS)).hasMessageContaining("global/pg_control");
  }

  @Test
  void programs_with_a_missing_file_are_unpacked_again() throws IOException {
    var cache = temp.resolve("cache");
    var home = PostgresBinaries.in(cache).home();
    Files.write(home.resolve("bin/initdb"), new byte[0]);
    Files.createDirectories(cache.resolve("unpacking-123/bin"));

    PostgresBinaries.in(cache);

    assertThat(home.resolve("bin/initdb")).isExecutable().isNotEmptyFile();
    assertThat(cache.resolve("unpacking-123")).doesNotExist();
  }

  @Test
  void values_of_statements_are_never_in_the_log() throws SQLException, IOException {
    try (var postgres = LocalPostgres.start(data, SETTINGS)) {
      execute(postgres, "CREATE TABLE words (word text UNIQUE)");
      execute(postgres, "INSERT INTO words VALUES ('marzipan')");
      assertThatThrownBy(() -> execute(postgres, "INSERT INTO words VALUES ('marzipan')"))
          .hasMessageContaining("marzipan");
      assertThatThrownBy(() -> execute(postgres, "SELECT 'marzipan'::int"))
          .hasMessageContaining("marzipan");
    }
    // the log has a writer of its own, which ends last
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(log()).contains("database system is shut down"));
    assertThat(log()).doesNotContain("marzipan");
  }

  private String log() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.newDirectoryStream(data.postgres().resolve("log"))) {
      for (var file : files) all.append(Files.readString(file));
    }
    return all.toString();
  }

  private StartFailure refused(PostgresSettings settings) {
    return catchThrowableOfType(
        StartFailure.class, () -> LocalPostgres.start(data, settings).close());
  }

  private static Connection connect(LocalPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
  }

  /// As the superuser, because other users cannot see every setting.
  private static String setting(LocalPostgres postgres, String name) throws SQLException {
    try (var connection =
        DriverManager.getConnection(postgres.url(), "postgres", postgres.password())) {
      return query(connection, "SHOW " + name);
    }
  }

  private static String query(LocalPostgres postgres, String sql) throws SQLException {
    try (var connection = connect(postgres)) {
      return query(connection, sql);
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var rows = connection.createStatement().executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void execute(LocalPostgres postgres, String sql) throws SQLException {
    try (var connection = connect(postgres);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
