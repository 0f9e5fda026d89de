package io.parley.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseSpaceTest {
  private static final Path DATA = Path.of("/data");

  @Test
  void too_little_space_for_a_database_is_reported_before_its_creation() {
    assertThatThrownBy(() -> new DatabaseSpace(DATA, DatabaseSpace.NEEDED - 1).require())
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "the database cannot be made: there is no space left in /data: 95 MiB are free"
                + " (expected: at least 96 MiB)");
    assertThat(new DatabaseSpace(DATA, DatabaseSpace.NEEDED).require()).isNotNull();
  }

  @Test
  void exhausted_space_is_reported_instead_of_the_last_line() {
    var output =
        """
        running bootstrap script ... 2026-01-01 FATAL:  could not write to file "pg_wal/xlogtemp.9": No space left on device
        child process exited with exit code 1
        initdb: removing data directory "/data/postgres.new"
        """;
    assertThat(new DatabaseSpace(DATA, 3 << 20).failure(output))
        .hasMessageContaining("no space left in /data: 3 MiB are free (expected: at least 96 MiB)");
  }

  @Test
  void another_error_is_reported_by_its_own_line() {
    var output =
        """
        initdb: error: invalid locale name "xx"
        initdb: removing contents of data directory "/data/postgres.new"
        """;
    assertThat(new DatabaseSpace(DATA, 0).failure(output))
        .hasMessage("the database cannot be made: initdb: error: invalid locale name \"xx\"");
    assertThat(new DatabaseSpace(DATA, 0).failure("one\ntwo\n\n")).hasMessageEndingWith(": two");
    assertThat(new DatabaseSpace(DATA, 0).failure("")).hasMessageEndingWith("it printed nothing");
  }

  @Test
  void the_space_is_that_of_the_file_system(@TempDir Path directory) throws IOException {
    assertThat(DatabaseSpace.on(directory).free())
        .isBetween(0L, directory.toFile().getTotalSpace());
  }
}
