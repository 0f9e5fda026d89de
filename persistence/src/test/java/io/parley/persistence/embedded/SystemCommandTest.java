package io.parley.persistence.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCommandTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir Path directory;

  private SystemCommand.Result run(String... command) {
    return SystemCommand.run(List.of(command), directory, TIMEOUT);
  }

  /// The programs' own directory is measured at every start: a file that comes and goes there, or
  /// that a killed start leaves behind, would make it look damaged.
  @Test
  void a_running_command_finds_no_file_for_its_output_in_its_directory() {
    assertThat(run("/bin/ls", "-A")).isEqualTo(new SystemCommand.Result(0, ""));
  }

  @Test
  void a_failed_command_is_reported_with_all_its_output() {
    assertThat(run("/bin/sh", "-c", "echo out; echo err >&2; exit 3"))
        .isEqualTo(new SystemCommand.Result(3, "out\nerr"));
  }
}
