package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.typesafe.config.ConfigFactory;
import io.parley.conventions.deploy.Command;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.database.Sql;
import io.parley.persistence.schema.Maintenance;
import io.parley.persistence.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `deploy/backup` and `deploy/restore` under row level security: of the tables' owner, who is no
/// superuser; of another user; and over a connection that has lost its options. Needs PostgreSQL's
/// programs; a script that does nothing takes the place of rclone.
class BackupSightIT {
  private static final Path SCRIPTS = Path.of("../deploy").toAbsolutePath().normalize();
  private static final String PASSWORD = "a-password-of-the-drill";
  private static final String OWNER = "keeper";
  private static final String READER = "reader";

  private static DebianPostgres postgres;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException, InterruptedException, SQLException {
    if (DebianPostgres.programs().isEmpty()) Command.findOrInstall("initdb", "postgresql");
    assumeThat(DebianPostgres.programs()).as("PostgreSQL's own programs").isPresent();
    assumeThat(Command.find("pg_dump")).as("pg_dump").isPresent();
    postgres = DebianPostgres.start(DebianPostgres.programs().orElseThrow());
    try (var superuser = postgres.connect("postgres")) {
      for (var sql :
          List.of(
              "CREATE ROLE keeper LOGIN PASSWORD '" + PASSWORD + "'",
              "CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "' IN ROLE pg_read_all_data",
              "CREATE ROLE parley_app NOLOGIN ROLE keeper",
              "CREATE ROLE parley_duties NOLOGIN ROLE keeper",
              "CREATE ROLE parley_journal NOLOGIN ROLE keeper",
              "CREATE DATABASE kept OWNER keeper",
              "CREATE DATABASE restored OWNER keeper")) Sql.update(superuser, sql);
    }
    Schema.migrate(settings("kept"));
    try (var owner = Maintenance.connect(settings("kept"))) {
      Sql.update(owner, "INSERT INTO knowledge_version VALUES ('acme', 7)");
    }
  }

  @AfterAll
  static void stop() {
    if (postgres != null) postgres.close();
  }

  private static DatabaseSettings settings(String database) {
    return DatabaseSettings.from(ConfigFactory.load()).at(url(database), OWNER, PASSWORD);
  }

  private static String url(String database) {
    return postgres
        .variables()
        .get("PARLEY_DATABASE_URL")
        .replaceFirst("/parley\\?", "/" + database + "?");
  }

  @BeforeEach
  void noObjectStore() throws IOException {
    program("rclone", "exit 0");
  }

  /// Found before all others.
  private void program(String name, String command) throws IOException {
    var bin = Files.createDirectories(directory.resolve("bin"));
    var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + command + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void another_user_is_refused_although_it_may_read_all_tables() throws Exception {
    var copy = directory.resolve("copy");
    var backup = run("backup", "kept", READER, copy);
    assertThat(backup.code()).as(backup.output()).isEqualTo(1);
    assertThat(backup.output())
        .contains("reader would see no rows under row level security")
        .contains("Parley's own database user");
    assertThat(copy).doesNotExist();
    assertThat(directory.resolve("copy.part")).doesNotExist();
  }

  /// As by a pooler that ignores `options`.
  @Test
  void a_connection_that_has_lost_its_options_is_refused() throws Exception {
    for (var name : List.of("psql", "pg_dump"))
      program(name, "unset PGOPTIONS\nexec " + Command.find(name).orElseThrow() + " \"$@\"");
    var backup = run("backup", "kept", OWNER, directory.resolve("copy"));
    assertThat(backup.code()).as(backup.output()).isEqualTo(1);
    assertThat(backup.output()).contains("the connection has lost its options");
    assertThat(directory.resolve("copy")).doesNotExist();
  }

  @Test
  void the_owner_copies_all_rows_and_restores_them() throws Exception {
    var copy = directory.resolve("copy");
    var backup = run("backup", "kept", OWNER, copy);
    assertThat(backup.code()).as(backup.output()).isZero();
    var blind = run("restore", "restored", READER, copy);
    assertThat(blind.code()).as(blind.output()).isEqualTo(1);
    assertThat(blind.output()).contains("reader would see no rows");
    var restore = run("restore", "restored", OWNER, copy);
    assertThat(restore.code()).as(restore.output()).isZero();
    try (var owner = Maintenance.connect(settings("restored"))) {
      assertThat(versions(owner)).containsExactly(7L);
    }
  }

  private static List<Long> versions(Connection connection) throws SQLException {
    return Sql.query(
        connection, "SELECT version FROM knowledge_version", row -> row.getLong("version"));
  }

  private Command.Result run(String script, String database, String user, Path copy)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(SCRIPTS.resolve(script).toString(), copy.toString())
            .redirectErrorStream(true);
    builder.environment().putAll(variables(database, user));
    builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Command.Result(process.waitFor(), output);
  }

  private static Map<String, String> variables(String database, String user) {
    var variables = new HashMap<String, String>();
    variables.put("PARLEY_DATABASE_URL", url(database));
    variables.put("PARLEY_DATABASE_USER", user);
    variables.put("PARLEY_DATABASE_PASSWORD", PASSWORD);
    variables.put("PARLEY_S3_ENDPOINT", "http://127.0.0.1:1");
    variables.put("PARLEY_S3_ACCESS_KEY", "none");
    variables.put("PARLEY_S3_SECRET_KEY", "none");
    return variables;
  }
}
