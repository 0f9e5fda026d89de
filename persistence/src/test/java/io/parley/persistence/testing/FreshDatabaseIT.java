package io.parley.persistence.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FreshDatabaseIT {
  @Test
  void each_database_is_empty_and_separate() throws SQLException {
    try (var first = FreshDatabase.create();
        var second = FreshDatabase.create()) {
      assertThat(first.url()).isNotEqualTo(second.url());
      create(first);
      create(second);
    }
  }

  @Test
  void closing_drops_the_database_despite_connections() throws SQLException {
    var database = FreshDatabase.create();
    try (var connection = database.connect()) {
      database.close();
      assertThat(connection.isValid(1)).isFalse();
    }
    assertThatThrownBy(() -> database.connect().close()).hasMessageContaining("does not exist");
  }

  private static void create(FreshDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE mine (word text)");
    }
  }
}
