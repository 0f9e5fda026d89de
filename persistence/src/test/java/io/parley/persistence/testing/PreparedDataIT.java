package io.parley.persistence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.embedded.LocalPostgres;
import io.parley.persistence.embedded.PostgresSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedDataIT {
  private static final PostgresSettings SETTINGS =
      PostgresSettings.from(ConfigFactory.defaultReference());

  @TempDir Path temp;

  @Test
  void two_copies_are_two_databases_with_the_tables() throws Exception {
    var first = temp.resolve("first");
    var second = temp.resolve("second");
    PreparedData.at(first);
    PreparedData.at(second);
    assertThat(sessions(first, "DELETE FROM session_index")).isZero();
    assertThat(sessions(first, "CREATE TABLE mine ()")).isZero();
    // the same statement again: the second knows nothing of the first one's table
    assertThat(sessions(second, "CREATE TABLE mine ()")).isZero();
  }

  @Test
  void a_directory_that_a_server_has_used_is_left_as_it_is() throws Exception {
    var used = temp.resolve("used");
    PreparedData.at(used);
    sessions(used, "CREATE TABLE mine ()");
    PreparedData.at(used);
    assertThat(sessions(used, "DROP TABLE mine")).isZero();
  }

  /// How many the index has, after the statement.
  private static long sessions(Path directory, String statement) throws Exception {
    try (var data = DataDirectory.open(directory);
        var postgres = LocalPostgres.start(data, SETTINGS);
        var connection =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        var sql = connection.createStatement()) {
      sql.execute(statement);
      try (var row = sql.executeQuery("SELECT count(*) FROM session_index")) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
