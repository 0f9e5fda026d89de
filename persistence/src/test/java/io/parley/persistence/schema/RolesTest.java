package io.parley.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RolesTest {
  @Test
  void a_race_with_another_database_is_told_from_other_failures() {
    assertThat(Roles.isRace(new SQLException("duplicate key value", "23505"))).isTrue();
    assertThat(Roles.isRace(new SQLException("role already exists", "42710"))).isTrue();
    assertThat(Roles.isRace(new SQLException("ERROR: tuple concurrently updated", "XX000")))
        .isTrue();
    assertThat(Roles.isRace(new SQLException("ERROR: cache lookup failed", "XX000"))).isFalse();
    assertThat(Roles.isRace(new SQLException("permission denied", "42501"))).isFalse();
    assertThat(Roles.isRace(new SQLException("the connection was lost"))).isFalse();
  }

  @Test
  void a_name_is_quoted() {
    assertThat(Roles.quoted("ada")).isEqualTo("\"ada\"");
    assertThat(Roles.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
  }
}
