package io.parley.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class SchemaPausesTest {
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void a_migration_that_finds_a_table_in_use_is_repeated_after_growing_pauses() {
    Schema.apply(failing("55P03", 3), pauses::add);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void it_gives_up_after_minutes() {
    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(() -> Schema.apply(failing("55P03", Integer.MAX_VALUE), pauses::add));
    assertThat(pauses).last().isEqualTo(Duration.ofSeconds(30));
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
  }

  @Test
  void a_deadlock_is_repeated_and_any_other_failure_is_not() {
    Schema.apply(failing("40P01", 1), pauses::add);
    assertThat(pauses).hasSize(1);
    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(() -> Schema.apply(failing("42501", 1), pauses::add));
    assertThat(pauses).hasSize(1);
  }

  private static Runnable failing(String state, int times) {
    var failures = new int[1];
    return () -> {
      if (failures[0]++ < times)
        throw new FlywayException("failed", new SQLException("failed", state));
    };
  }
}
