package io.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.bench.Bench;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the load driver against the built server briefly: tests its function, not performance.
@Tag("long")
class LoadDriverIT {
  @TempDir Path directory;

  @Test
  void a_closed_loop_has_turns_and_no_errors() throws Exception {
    var json = directory.resolve("closed.json");
    assertThat(run("closed", "--sessions=4", "--warm-up=1", "--seconds=3", "--json=" + json))
        .isZero();
    var report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("turns").asLong()).isPositive();
    assertThat(report.at("/completedMillis/p50").asDouble()).isPositive();
    assertThat(report.get("programCpuSeconds").asDouble()).isPositive();
    assertThat(report.get("databaseCpuSeconds").asDouble()).isPositive();
  }

  @Test
  void nothing_is_lost_when_the_server_is_killed_once() {
    assertThat(run("kill", "--sessions=4", "--kills=1", "--between=2", "--seed=1")).isZero();
  }

  @Test
  void an_unreachable_server_is_an_error() {
    assertThat(
            run(
                "closed",
                "--server=http://127.0.0.1:1",
                "--sessions=1",
                "--warm-up=0",
                "--seconds=1"))
        .isEqualTo(Bench.WRONG);
  }

  private static int run(String... arguments) {
    return Bench.commandLine().execute(arguments);
  }
}
