package io.parley.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Effects of a SIGKILL or a Ctrl-C of the whole program on its servers, seen from outside.
class KilledParentIT {
  private static final PostgresSettings SETTINGS =
      PostgresSettings.from(ConfigFactory.defaultReference());

  @TempDir private static Path before;
  private static Path started;

  @TempDir Path temp;
  private Path path;
  private Postmaster postmaster;

  @BeforeAll
  static void start() throws IOException {
    started = SharedCache.started(before.resolve("started"));
  }

  @BeforeEach
  void prepare() throws IOException {
    path = SharedCache.copyOf(started, temp.resolve("data"));
    postmaster = new Postmaster(path.resolve("postgres"));
  }

  @AfterEach
  void unlink() throws IOException {
    Files.delete(path.resolve("cache"));
  }

  @Test
  void a_database_left_running_by_a_killed_parent_is_stopped_and_keeps_its_rows() throws Exception {
    try (var child = ChildJvm.start(path)) {
      execute(child, "CREATE TABLE kept (word text)");
      execute(child, "INSERT INTO kept VALUES ('still here')");
      var orphan = postmaster.running().orElseThrow();

      child.kill();
      assertThat(orphan.isAlive()).isTrue();

      try (var data = DataDirectory.open(path);
          var postgres = LocalPostgres.start(data, SETTINGS);
          var connection =
              DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
          var rows = connection.createStatement().executeQuery("SELECT word FROM kept")) {
        assertThat(postmaster.running().orElseThrow().pid()).isNotEqualTo(orphan.pid());
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("still here");
      }
    }
  }

  @Test
  void a_database_whose_server_was_killed_too_recovers() throws Exception {
    try (var child = ChildJvm.start(path)) {
      execute(child, "CREATE TABLE kept (word text)");
      var orphan = postmaster.running().orElseThrow();
      child.kill();
      orphan.destroyForcibly();
      postmaster.end(orphan).join();

      try (var data = DataDirectory.open(path);
          var postgres = LocalPostgres.start(data, SETTINGS);
          var connection =
              DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
        assertThat(connection.createStatement().executeQuery("SELECT * FROM kept").next())
            .isFalse();
      }
    }
  }

  @Test
  void the_object_store_ends_when_its_parent_is_killed() throws Exception {
    try (var child = ChildJvm.start(path)) {
      var objectStore = child.objectStore();
      assertThat(objectStore.isAlive()).isTrue();

      child.kill();

      await().atMost(Duration.ofSeconds(60)).until(() -> !objectStore.isAlive());
    }
  }

  @Test
  void a_second_copy_is_refused_until_the_first_is_dead() throws Exception {
    try (var child = ChildJvm.start(path)) {
      // twice, because a refused opening must not release the first one's lock
      for (int attempt = 1; attempt <= 2; attempt++) {
        var failure = refusal();
        assertThat(failure.kind()).isEqualTo(Kind.DATA_IN_USE);
        assertThat(failure).hasMessageContaining("process " + child.handle().pid());
      }
      child.kill();
      DataDirectory.open(path).close();
    }
  }

  @Test
  void a_refused_opening_does_not_release_the_holders_lock() throws Exception {
    try (var _ = DataDirectory.open(path)) {
      assertThat(refusal().kind()).isEqualTo(Kind.DATA_IN_USE);
      assertThat(isLocked(path.resolve(".lock"))).isTrue();
    }
    assertThat(isLocked(path.resolve(".lock"))).isFalse();
  }

  private StartFailure refusal() {
    return catchThrowableOfType(StartFailure.class, () -> DataDirectory.open(path).close());
  }

  /// Asks the system: `/proc/locks` has one line for each lock, with the file's inode.
  private static boolean isLocked(Path file) throws IOException {
    var inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    return Files.readString(Path.of("/proc/locks")).contains(inode);
  }

  @Test
  void ctrl_c_reaches_only_the_parent_which_stops_the_database_last() throws Exception {
    try (var child = ChildJvm.start(path)) {
      var objectStore = child.objectStore();

      child.interruptGroup();
      child.await("draining");
      // an impatient user presses it again
      child.interruptGroup();

      execute(child, "CREATE TABLE written_while_draining (word text)");
      assertThat(objectStore.isAlive()).isTrue();

      child.finish();
      child.await("stopped");
      assertThat(postmaster.processes()).isEmpty();
      assertThat(objectStore.isAlive()).isFalse();
      assertThat(postmaster.pidFile()).doesNotExist();
      assertThat(startedWithoutRecovery()).isTrue();
    }
  }

  /// After a graceful stop the next start has nothing to replay.
  private boolean startedWithoutRecovery() throws IOException {
    try (var data = DataDirectory.open(path)) {
      LocalPostgres.start(data, SETTINGS).close();
    }
    var log = new StringBuilder();
    try (var files = Files.newDirectoryStream(path.resolve("postgres/log"))) {
      for (var file : files) log.append(Files.readString(file));
    }
    return !log.toString().contains("automatic recovery in progress");
  }

  private void execute(ChildJvm child, String sql) throws Exception {
    var password = Files.readString(path.resolve("secrets/postgres")).strip();
    try (var connection = DriverManager.getConnection(child.url(), "parley", password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
